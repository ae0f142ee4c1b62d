from __future__ import annotations

from django.urls import path

from pilots.engagement.pages import (
    AddMeeting,
    AddTotal,
    EditMeeting,
    EditTotal,
    MeetingPage,
    Meetings,
    WithdrawMeeting,
)
from pilots.engagement.promise_pages import PromiseHistory, PromisePage
from pilots.engagement.visit_pages import Visits

OF_PILOT = "pilots/<slug:slug>/meetings/"
TOTALS = f"{OF_PILOT}totals/"
urlpatterns = [
    path(OF_PILOT, Meetings.as_view(), name="pilot_engagement"),
    path(f"{OF_PILOT}add/", AddMeeting.as_view(), name="engagement_add"),
    path(f"{OF_PILOT}<int:number>/", MeetingPage.as_view(), name="engagement"),
    path(f"{OF_PILOT}<int:number>/edit/", EditMeeting.as_view(), name="engagement_edit"),
    path(
        f"{OF_PILOT}<int:number>/withdraw/", WithdrawMeeting.as_view(), name="engagement_withdraw"
    ),
    path(f"{TOTALS}add/", AddTotal.as_view(), name="engagement_total_add"),
    path(f"{TOTALS}<int:pk>/edit/", EditTotal.as_view(), name="engagement_total_edit"),
    path("promises/<int:pk>/", PromisePage.as_view(), name="promise"),
    path("promises/<int:pk>/history/", PromiseHistory.as_view(), name="promise_history"),
    path("visits/", Visits.as_view(), name="visits"),
]
