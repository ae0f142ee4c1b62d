"""Addresses of what was learned."""

from django.urls import path

from dashboards.lesson import pages
from pilots.you_said import pages as you_said

urlpatterns = [
    path("lessons/", pages.lessons, name="lessons"),
    path("lessons/<int:pk>/", pages.lesson, name="lesson"),
    path("lessons/<int:pk>/edit/", pages.lesson_edit, name="lesson_edit"),
    path("lessons/<int:pk>/history/", pages.lesson_history, name="lesson_history"),
    path("places/<slug:slug>/you-said/", you_said.place_you_said, name="place_you_said"),
    path(
        "places/<slug:slug>/you-said/add/", you_said.place_you_said_add, name="place_you_said_add"
    ),
    path("places/<slug:slug>/tell/", you_said.place_tell, name="place_tell"),
    path("you-said/<int:pk>/edit/", you_said.you_said_edit, name="you_said_edit"),
    path("you-said/<int:pk>/approve/", you_said.you_said_approve, name="you_said_approve"),
    path("you-said/<int:pk>/turn-down/", you_said.you_said_turn_down, name="you_said_turn_down"),
    path("pilots/<slug:slug>/lessons/add/", pages.lesson_add, name="pilot_lesson_add"),
]
