from __future__ import annotations

from django.urls import path

from collaboration.meeting import pages

urlpatterns = [
    path("who-to-ask/meeting/", pages.add, name="meeting_add"),
    path("who-to-ask/meetings/<int:pk>/", pages.MeetingPage.as_view(), name="meeting_request"),
    path("who-to-ask/meetings/<int:pk>/answer/<slug:slug>/", pages.answer, name="meeting_answer"),
]
