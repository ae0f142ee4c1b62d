from __future__ import annotations

from django.urls import path

from pilots.evaluation_finding import views

ONE = "findings/<int:pk>/"
urlpatterns = [
    path(
        "evaluations/<int:pk>/findings/add/",
        views.AddFinding.as_view(),
        name="evaluation_finding_add",
    ),
    path("findings/", views.Findings.as_view(), name="evaluation_findings"),
    path(ONE, views.FindingPage.as_view(), name="evaluation_finding"),
    path(f"{ONE}history/", views.FindingHistory.as_view(), name="evaluation_finding_history"),
    path(f"{ONE}edit/", views.EditFinding.as_view(), name="evaluation_finding_edit"),
    path(f"{ONE}publish/", views.PublishFinding.as_view(), name="evaluation_finding_publish"),
    path(f"{ONE}replace/", views.ReplaceFinding.as_view(), name="evaluation_finding_replace"),
]
