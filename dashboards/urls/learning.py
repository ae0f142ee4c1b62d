"""Addresses of what was learned."""

from django.urls import path

from dashboards.views import lessons, you_said

urlpatterns = [
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/edit/", lessons.lesson_edit, name="lesson_edit"),
    path("lessons/<int:pk>/history/", lessons.lesson_history, name="lesson_history"),
    path("places/<slug:slug>/you-said/", you_said.place_you_said, name="place_you_said"),
    path(
        "places/<slug:slug>/you-said/add/", you_said.place_you_said_add, name="place_you_said_add"
    ),
    path("places/<slug:slug>/tell/", you_said.place_tell, name="place_tell"),
    path("you-said/<int:pk>/edit/", you_said.you_said_edit, name="you_said_edit"),
    path("you-said/<int:pk>/approve/", you_said.you_said_approve, name="you_said_approve"),
    path("you-said/<int:pk>/turn-down/", you_said.you_said_turn_down, name="you_said_turn_down"),
    path("pilots/<slug:slug>/lessons/add/", lessons.lesson_add, name="pilot_lesson_add"),
]
