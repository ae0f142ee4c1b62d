from __future__ import annotations

from django.urls import path

from pilots.evidence import views

urlpatterns = [
    path(
        "pilots/<slug:slug>/evaluation/", views.PilotEvaluation.as_view(), name="pilot_evaluation"
    ),
    path("evaluations/<int:pk>/", views.EvaluationPage.as_view(), name="evaluation"),
]
