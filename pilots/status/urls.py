"""Addresses of the life of a pilot."""

from __future__ import annotations

from django.urls import path

from pilots.status import views

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path(f"{PILOT}life/", views.PilotLife.as_view(), name="pilot_life"),
    path(f"{PILOT}status/", views.ChangeStatus.as_view(), name="pilot_status"),
    path(f"{PILOT}start/<slug:step>/", views.AnswerStartStep.as_view(), name="pilot_start_step"),
    path(f"{PILOT}close/", views.ClosePilot.as_view(), name="pilot_close"),
]
