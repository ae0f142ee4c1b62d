from __future__ import annotations

from django.urls import path

from pilots.learning_event import pages

ONE = "learning-events/<int:pk>/"
urlpatterns = [
    path("learning-events/", pages.LearningEvents.as_view(), name="learning_events"),
    path("learning-events/add/", pages.AddEvent.as_view(), name="learning_event_add"),
    path(ONE, pages.EventPage.as_view(), name="learning_event"),
    path(f"{ONE}edit/", pages.EditEvent.as_view(), name="learning_event_edit"),
    path(f"{ONE}withdraw/", pages.WithdrawEvent.as_view(), name="learning_event_withdraw"),
    path(f"{ONE}take-down/", pages.TakeEventDown.as_view(), name="learning_event_take_down"),
    path(f"{ONE}call-off/", pages.CallOff.as_view(), name="learning_event_call_off"),
]
