"""Addresses of what was learned."""

from django.urls import path

from dashboards.lesson import pages

ONE = "lessons/<int:pk>/"
urlpatterns = [
    path("lessons/", pages.Lessons.as_view(), name="lessons"),
    path(ONE, pages.LessonPage.as_view(), name="lesson"),
    path(f"{ONE}edit/", pages.ChangeLesson.as_view(), name="lesson_edit"),
    path(f"{ONE}history/", pages.LessonHistory.as_view(), name="lesson_history"),
    path("pilots/<slug:slug>/lessons/add/", pages.AddLesson.as_view(), name="pilot_lesson_add"),
]
