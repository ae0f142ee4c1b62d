"""Addresses at which bodies are added and ended; their own pages stand in ``dashboards``."""

from django.urls import path

from partnerships.organisation import views

urlpatterns = [
    path("organisations/add/", views.AddOrganisationPage.as_view(), name="organisation_add"),
    path(
        "organisations/<slug:slug>/end/",
        views.CloseOrganisationPage.as_view(),
        name="organisation_close",
    ),
    path(
        "organisations/<slug:slug>/places/add/",
        views.AddPlacePage.as_view(),
        name="organisation_place_add",
    ),
    path(
        "organisations/places/<int:pk>/end/",
        views.EndPlacePage.as_view(),
        name="organisation_place_end",
    ),
    path(
        "organisations/<slug:slug>/history/",
        views.OrganisationHistory.as_view(),
        name="organisation_history",
    ),
    path(
        "organisations/<slug:slug>/take-back/",
        views.TakeBackOrganisation.as_view(),
        name="organisation_take_back",
    ),
]
