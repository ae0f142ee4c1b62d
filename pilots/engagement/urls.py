from __future__ import annotations

from django.urls import path

from pilots.engagement.body_visits import BodyVisits
from pilots.engagement.plan_views import CallOff, ChangePlan, PlanAtPilot, PlanAtPlace
from pilots.engagement.promise_list_views import Promises
from pilots.engagement.promise_of_views import PromiseAdd, PromisesOf
from pilots.engagement.promise_views import PromiseHistory, PromisePage
from pilots.engagement.views import (
    AddMeeting,
    EditMeeting,
    MeetingPage,
    Meetings,
    WithdrawMeeting,
)
from pilots.engagement.visit_page import EditVisit, VisitHistory, VisitPage, WithdrawVisit
from pilots.engagement.visit_views import Visits

OF_PILOT = "pilots/<slug:slug>/meetings/"
urlpatterns = [
    path(OF_PILOT, Meetings.as_view(), name="pilot_engagement"),
    path(f"{OF_PILOT}add/", AddMeeting.as_view(), name="engagement_add"),
    path(f"{OF_PILOT}<int:number>/", MeetingPage.as_view(), name="engagement"),
    path(f"{OF_PILOT}<int:number>/edit/", EditMeeting.as_view(), name="engagement_edit"),
    path(
        f"{OF_PILOT}<int:number>/withdraw/", WithdrawMeeting.as_view(), name="engagement_withdraw"
    ),
    path("promises/", Promises.as_view(), name="promises"),
    path("promises/of/<slug:kind>/<int:pk>/", PromisesOf.as_view(), name="promises_of"),
    path("promises/of/<slug:kind>/<int:pk>/add/", PromiseAdd.as_view(), name="promise_add"),
    path("promises/<int:pk>/", PromisePage.as_view(), name="promise"),
    path("promises/<int:pk>/history/", PromiseHistory.as_view(), name="promise_history"),
    path("visits/", Visits.as_view(), name="visits"),
    path("visits/<int:pk>/", VisitPage.as_view(), name="visit"),
    path("visits/<int:pk>/edit/", EditVisit.as_view(), name="visit_edit"),
    path("visits/<int:pk>/change/", ChangePlan.as_view(), name="visit_change"),
    path("visits/<int:pk>/call-off/", CallOff.as_view(), name="visit_call_off"),
    path("visits/<int:pk>/withdraw/", WithdrawVisit.as_view(), name="visit_withdraw"),
    path("visits/<int:pk>/history/", VisitHistory.as_view(), name="visit_history"),
    path("organisations/<slug:slug>/visits/", BodyVisits.as_view(), name="organisation_visits"),
    path("pilots/<slug:slug>/visits/plan/", PlanAtPilot.as_view(), name="visit_plan"),
    path("places/<slug:slug>/visits/plan/", PlanAtPlace.as_view(), name="place_visit_plan"),
]
