"""Addresses of milestones, changes of plan and the timeline."""

from django.urls import path

from pilots.milestone import pages
from pilots.timeline import pages as timeline

urlpatterns = [
    path("pilots/<slug:slug>/timeline/", timeline.pilot_timeline, name="pilot_timeline"),
    path("pilots/<slug:slug>/milestones/add/", pages.milestone_add, name="milestone_add"),
    path("milestones/<int:pk>/edit/", pages.milestone_edit, name="milestone_edit"),
    path(
        "programmes/<slug:slug>/milestones/add/",
        pages.programme_milestone_add,
        name="programme_milestone_add",
    ),
    path("pilots/<slug:slug>/changes/add/", pages.pilot_change_add, name="pilot_change_add"),
    path(
        "pilots/<slug:slug>/changes/<int:pk>/edit/",
        pages.pilot_change_edit,
        name="pilot_change_edit",
    ),
]
