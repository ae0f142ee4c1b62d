from __future__ import annotations

from django.urls import path

from pilots.pilot import pages

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path("pilots/", pages.Pilots.as_view(), name="pilots"),
    path("pilots/suggest/", pages.pilot_suggest, name="pilot_suggest"),
    path(f"{PILOT}edit/", pages.EditPilot.as_view(), name="pilot_edit"),
    path(f"{PILOT}key-role/", pages.ChangeKeyRole.as_view(), name="pilot_key_role"),
    path(f"{PILOT}places/", pages.ChangePlaces.as_view(), name="pilot_places"),
]
