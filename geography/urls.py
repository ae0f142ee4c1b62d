from django.urls import include, path

urlpatterns = [
    path("", include("geography.area.urls")),
    path("", include("geography.locality.urls")),
    path("", include("geography.place_within.urls")),
    path("", include("geography.data_load.urls")),
    path("", include("geography.england.urls")),
]
