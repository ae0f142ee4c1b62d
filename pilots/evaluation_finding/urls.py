from __future__ import annotations

from django.urls import path

from pilots.evaluation_finding import pages

ONE = "findings/<int:pk>/"
urlpatterns = [
    path(
        "evaluations/<int:pk>/findings/add/",
        pages.AddFinding.as_view(),
        name="evaluation_finding_add",
    ),
    path("findings/", pages.Findings.as_view(), name="evaluation_findings"),
    path(ONE, pages.FindingPage.as_view(), name="evaluation_finding"),
    path(f"{ONE}history/", pages.FindingHistory.as_view(), name="evaluation_finding_history"),
    path(f"{ONE}edit/", pages.EditFinding.as_view(), name="evaluation_finding_edit"),
    path(f"{ONE}publish/", pages.PublishFinding.as_view(), name="evaluation_finding_publish"),
    path(f"{ONE}replace/", pages.ReplaceFinding.as_view(), name="evaluation_finding_replace"),
]
