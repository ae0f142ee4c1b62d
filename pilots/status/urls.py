"""Addresses of the life of a pilot."""

from __future__ import annotations

from django.urls import path

from pilots.status import pages

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path(f"{PILOT}life/", pages.PilotLife.as_view(), name="pilot_life"),
    path(f"{PILOT}status/", pages.ChangeStatus.as_view(), name="pilot_status"),
    path(f"{PILOT}phases/add/", pages.AddPhase.as_view(), name="phase_add"),
    path(f"{PILOT}phases/<int:pk>/edit/", pages.EditPhase.as_view(), name="phase_edit"),
    path(f"{PILOT}legacy/add/", pages.AddLegacy.as_view(), name="legacy_add"),
    path(f"{PILOT}legacy/<int:pk>/edit/", pages.EditLegacy.as_view(), name="legacy_edit"),
    path(f"{PILOT}start/<slug:step>/", pages.AnswerStartStep.as_view(), name="pilot_start_step"),
    path(f"{PILOT}close/", pages.ClosePilot.as_view(), name="pilot_close"),
]
