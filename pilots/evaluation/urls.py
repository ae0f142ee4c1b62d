from __future__ import annotations

from django.urls import path

from pilots.evaluation import pages

ONE = "evaluations/<int:pk>/"
urlpatterns = [
    path(
        "pilots/<slug:slug>/evaluation/add/", pages.AddEvaluation.as_view(), name="evaluation_add"
    ),
    path(
        "programmes/<slug:slug>/evaluations/add/",
        pages.AddProgrammeEvaluation.as_view(),
        name="programme_evaluation_add",
    ),
    path(f"{ONE}edit/", pages.EditEvaluation.as_view(), name="evaluation_edit"),
    path(f"{ONE}reports/add/", pages.AddReport.as_view(), name="evaluation_report_add"),
    path(
        "evaluations/reports/<int:pk>/edit/",
        pages.EditReport.as_view(),
        name="evaluation_report_edit",
    ),
]
