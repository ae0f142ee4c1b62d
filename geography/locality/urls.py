"""Addresses of the boundary of a place."""

from django.urls import path

from geography.locality import boundary_views

urlpatterns = [
    path("places/<slug:slug>/boundary/", boundary_views.BoundaryPage.as_view(), name="boundary"),
    path("places/<slug:slug>/boundary/edit/", boundary_views.boundary_edit, name="boundary_edit"),
    path(
        "places/<slug:slug>/boundary/remove/",
        boundary_views.RemoveBoundary.as_view(),
        name="boundary_remove",
    ),
    path(
        "places/<slug:slug>/boundary.geojson",
        boundary_views.BoundaryFile.as_view(),
        name="boundary_file",
    ),
]
