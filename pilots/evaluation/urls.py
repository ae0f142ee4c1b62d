from __future__ import annotations

from django.urls import path

from pilots.evaluation import views

ONE = "evaluations/<int:pk>/"
urlpatterns = [
    path(
        "pilots/<slug:slug>/evaluation/add/", views.AddEvaluation.as_view(), name="evaluation_add"
    ),
    path(
        "programmes/<slug:slug>/evaluations/add/",
        views.AddProgrammeEvaluation.as_view(),
        name="programme_evaluation_add",
    ),
    path(f"{ONE}edit/", views.EditEvaluation.as_view(), name="evaluation_edit"),
    path(f"{ONE}reports/add/", views.AddReport.as_view(), name="evaluation_report_add"),
    path(
        "evaluations/reports/<int:pk>/edit/",
        views.EditReport.as_view(),
        name="evaluation_report_edit",
    ),
]
