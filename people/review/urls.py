from __future__ import annotations

from django.urls import path

from people.review import views

urlpatterns = [
    path("places/<slug:slug>/keeper/", views.PlaceKeeper.as_view(), name="place_keeper"),
    path(
        "organisations/<slug:slug>/keeper/",
        views.OrganisationKeeper.as_view(),
        name="organisation_keeper",
    ),
    path("directory/confirm/", views.confirm, name="directory_confirm"),
]
