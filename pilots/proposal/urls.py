from __future__ import annotations

from django.urls import path

from pilots.proposal import pages

urlpatterns = [
    path("pilots/add/", pages.Propose.as_view(), name="pilot_add"),
    path("pilots/<slug:slug>/add/", pages.Grow.as_view(), name="pilot_grow"),
]
