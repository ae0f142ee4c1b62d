from django.urls import include, path

urlpatterns = [
    path("priorities/", include("policy.alignment.urls")),
    path("priorities/", include("policy.priority.urls")),
    path("policy-tests/", include("policy.policy_test.urls")),
    path("regional-updates/", include("policy.regional_update.urls")),
]
