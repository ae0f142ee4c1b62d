from __future__ import annotations

from django.urls import path

from pilots.milestone import pages

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path(f"{PILOT}milestones/add/", pages.AddMilestone.as_view(), name="milestone_add"),
    path("milestones/<int:pk>/edit/", pages.EditMilestone.as_view(), name="milestone_edit"),
    path(
        "programmes/<slug:slug>/milestones/add/",
        pages.AddProgrammeMilestone.as_view(),
        name="programme_milestone_add",
    ),
    path(f"{PILOT}changes/add/", pages.AddChange.as_view(), name="pilot_change_add"),
    path(f"{PILOT}changes/<int:pk>/edit/", pages.EditChange.as_view(), name="pilot_change_edit"),
]
