from __future__ import annotations

from django.urls import path

from pilots.pilot import views

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path("pilots/", views.Pilots.as_view(), name="pilots"),
    path("pilots/suggest/", views.pilot_suggest, name="pilot_suggest"),
    path(f"{PILOT}edit/", views.EditPilot.as_view(), name="pilot_edit"),
    path(f"{PILOT}key-role/", views.ChangeKeyRole.as_view(), name="pilot_key_role"),
    path(f"{PILOT}places/", views.ChangePlaces.as_view(), name="pilot_places"),
]
