"""Addresses of what stands around the work in a place, and of parts of an organisation."""

from django.urls import path

from dashboards.organisation import pages
from pilots.place import pages as place_past

urlpatterns = [
    path(
        "organisations/<slug:slug>/edit/",
        pages.EditOrganisationPage.as_view(),
        name="organisation_edit",
    ),
    path("organisations/<slug:slug>/with/", pages.together, name="organisation_together"),
    path(
        "organisations/<slug:slug>/with/<slug:other>/",
        pages.joint,
        name="organisations_together",
    ),
    path("places/<slug:slug>/before/", place_past.before, name="place_before"),
    path("places/<slug:slug>/overlap/", place_past.overlap, name="place_overlap"),
    path("places/<slug:slug>/like/", place_past.like, name="place_like"),
]
