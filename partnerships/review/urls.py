from __future__ import annotations

from django.urls import path

from partnerships.review import pages

urlpatterns = [
    path(
        "job-roles/<int:pk>/report-error/",
        pages.ReportPostError.as_view(),
        name="post_report_error",
    ),
    path(
        "places/<slug:slug>/report-error/",
        pages.ReportPlaceError.as_view(),
        name="place_report_error",
    ),
    path(
        "organisations/<slug:slug>/report-error/",
        pages.ReportOrganisationError.as_view(),
        name="organisation_report_error",
    ),
    path("places/<slug:slug>/keeper/", pages.PlaceKeeper.as_view(), name="place_keeper"),
    path(
        "organisations/<slug:slug>/keeper/",
        pages.OrganisationKeeper.as_view(),
        name="organisation_keeper",
    ),
    path("directory/confirm/", pages.confirm, name="directory_confirm"),
    path("directory/reports/<int:pk>/", pages.error_report, name="error_report"),
]
