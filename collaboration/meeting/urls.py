from __future__ import annotations

from django.urls import path

from collaboration.meeting import views

urlpatterns = [
    path("who-to-ask/meeting/", views.add, name="meeting_add"),
    path("who-to-ask/meetings/<int:pk>/", views.MeetingPage.as_view(), name="meeting_request"),
    path("who-to-ask/meetings/<int:pk>/answer/<slug:slug>/", views.answer, name="meeting_answer"),
]
