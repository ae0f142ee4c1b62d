from django.urls import include, path

urlpatterns = [
    path("", include("imports.record_import.urls")),
]
