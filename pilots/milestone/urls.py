from __future__ import annotations

from django.urls import path

from pilots.milestone import mend_pages, pages

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path(f"{PILOT}milestones/add/", pages.AddMilestone.as_view(), name="milestone_add"),
    path("milestones/<int:pk>/edit/", pages.EditMilestone.as_view(), name="milestone_edit"),
    path(
        "programmes/<slug:slug>/milestones/add/",
        pages.AddProgrammeMilestone.as_view(),
        name="programme_milestone_add",
    ),
    path("milestones/<int:pk>/done/", mend_pages.MilestoneDone.as_view(), name="milestone_done"),
    path(
        "milestones/<int:pk>/not-done/",
        mend_pages.MilestoneNotDone.as_view(),
        name="milestone_not_done",
    ),
    path(
        "milestones/<int:pk>/withdraw/",
        mend_pages.WithdrawMilestone.as_view(),
        name="milestone_withdraw",
    ),
    path(
        f"{PILOT}changes/<int:pk>/withdraw/",
        mend_pages.WithdrawChange.as_view(),
        name="pilot_change_withdraw",
    ),
    path(f"{PILOT}changes/add/", pages.AddChange.as_view(), name="pilot_change_add"),
    path(f"{PILOT}changes/<int:pk>/edit/", pages.EditChange.as_view(), name="pilot_change_edit"),
]
