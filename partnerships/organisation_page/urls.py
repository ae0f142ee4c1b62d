"""Addresses at which bodies are added and ended; their own pages stand in ``dashboards``."""

from django.urls import path

from partnerships.organisation_page import pages

urlpatterns = [
    path("organisations/add/", pages.AddOrganisationPage.as_view(), name="organisation_add"),
    path(
        "organisations/<slug:slug>/end/",
        pages.CloseOrganisationPage.as_view(),
        name="organisation_close",
    ),
    path(
        "organisations/<slug:slug>/places/add/",
        pages.AddPlacePage.as_view(),
        name="organisation_place_add",
    ),
    path(
        "organisations/places/<int:pk>/end/",
        pages.EndPlacePage.as_view(),
        name="organisation_place_end",
    ),
    path(
        "organisations/<slug:slug>/history/",
        pages.OrganisationHistory.as_view(),
        name="organisation_history",
    ),
    path(
        "organisations/<slug:slug>/take-back/",
        pages.TakeBackOrganisation.as_view(),
        name="organisation_take_back",
    ),
]
