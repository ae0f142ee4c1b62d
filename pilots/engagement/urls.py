from __future__ import annotations

from django.urls import path

from pilots.engagement import pages

OF_PILOT = "pilots/<slug:slug>/meetings/"
urlpatterns = [
    path(OF_PILOT, pages.Meetings.as_view(), name="pilot_engagement"),
    path(f"{OF_PILOT}add/", pages.AddMeeting.as_view(), name="engagement_add"),
    path(f"{OF_PILOT}<int:number>/", pages.MeetingPage.as_view(), name="engagement"),
    path(f"{OF_PILOT}<int:number>/edit/", pages.EditMeeting.as_view(), name="engagement_edit"),
]
