from __future__ import annotations

from django.urls import path

from pilots.milestone import mend_views, views

PILOT = "pilots/<slug:slug>/"

urlpatterns = [
    path("milestones/<int:pk>/edit/", views.EditMilestone.as_view(), name="milestone_edit"),
    path(
        "programmes/<slug:slug>/milestones/add/",
        views.AddProgrammeMilestone.as_view(),
        name="programme_milestone_add",
    ),
    path("milestones/<int:pk>/done/", mend_views.MilestoneDone.as_view(), name="milestone_done"),
    path(
        "milestones/<int:pk>/not-done/",
        mend_views.MilestoneNotDone.as_view(),
        name="milestone_not_done",
    ),
    path(
        "milestones/<int:pk>/withdraw/",
        mend_views.WithdrawMilestone.as_view(),
        name="milestone_withdraw",
    ),
    path(
        f"{PILOT}changes/<int:pk>/withdraw/",
        mend_views.WithdrawChange.as_view(),
        name="pilot_change_withdraw",
    ),
]
