"""Addresses of partnerships: what type-ahead asks."""

from django.urls import path

from partnerships import views

urlpatterns = [
    path("places/suggest/", views.place_suggest, name="place_suggest"),
    path("organisations/suggest/", views.organisation_suggest, name="organisation_suggest"),
]
