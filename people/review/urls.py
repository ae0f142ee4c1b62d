from __future__ import annotations

from django.urls import path

from people.review import pages

urlpatterns = [
    path("places/<slug:slug>/keeper/", pages.PlaceKeeper.as_view(), name="place_keeper"),
    path(
        "organisations/<slug:slug>/keeper/",
        pages.OrganisationKeeper.as_view(),
        name="organisation_keeper",
    ),
    path("directory/confirm/", pages.confirm, name="directory_confirm"),
]
