"""Addresses of the life of a pilot."""

from __future__ import annotations

from django.urls import path

from pilots.status import views

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path(f"{PILOT}life/", views.PilotLife.as_view(), name="pilot_life"),
    path(f"{PILOT}status/", views.ChangeStatus.as_view(), name="pilot_status"),
    path(f"{PILOT}phases/add/", views.AddPhase.as_view(), name="phase_add"),
    path(f"{PILOT}phases/<int:pk>/edit/", views.EditPhase.as_view(), name="phase_edit"),
    path(f"{PILOT}legacy/add/", views.AddLegacy.as_view(), name="legacy_add"),
    path(f"{PILOT}legacy/<int:pk>/edit/", views.EditLegacy.as_view(), name="legacy_edit"),
    path(f"{PILOT}start/<slug:step>/", views.AnswerStartStep.as_view(), name="pilot_start_step"),
    path(f"{PILOT}close/", views.ClosePilot.as_view(), name="pilot_close"),
]
