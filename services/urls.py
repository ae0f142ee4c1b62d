from django.urls import include, path

urlpatterns = [
    path("", include("services.local_services.urls")),
]
