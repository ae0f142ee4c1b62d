from __future__ import annotations

from django.urls import path

from pilots.evidence import pages

urlpatterns = [
    path(
        "pilots/<slug:slug>/evaluation/", pages.PilotEvaluation.as_view(), name="pilot_evaluation"
    ),
    path("evaluations/<int:pk>/", pages.EvaluationPage.as_view(), name="evaluation"),
]
