from django.urls import include, path

urlpatterns = [
    path("", include("partnerships.organisation.urls")),
    path("partnerships/", include("partnerships.partnership.urls")),
    path("", include("partnerships.programme.urls")),
]
