"""Addresses of milestones, changes of plan and the timeline."""

from django.urls import path

from pilots.views import course, timeline

urlpatterns = [
    path("pilots/<slug:slug>/timeline/", timeline.pilot_timeline, name="pilot_timeline"),
    path("pilots/<slug:slug>/milestones/add/", course.milestone_add, name="milestone_add"),
    path("milestones/<int:pk>/edit/", course.milestone_edit, name="milestone_edit"),
    path(
        "programmes/<slug:slug>/milestones/add/",
        course.programme_milestone_add,
        name="programme_milestone_add",
    ),
    path("pilots/<slug:slug>/changes/add/", course.pilot_change_add, name="pilot_change_add"),
    path(
        "pilots/<slug:slug>/changes/<int:pk>/edit/",
        course.pilot_change_edit,
        name="pilot_change_edit",
    ),
]
