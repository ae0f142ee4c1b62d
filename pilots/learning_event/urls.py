from __future__ import annotations

from django.urls import path

from pilots.learning_event import views

ONE = "learning-events/<int:pk>/"
urlpatterns = [
    path("learning-events/", views.LearningEvents.as_view(), name="learning_events"),
    path("learning-events/add/", views.AddEvent.as_view(), name="learning_event_add"),
    path(ONE, views.EventPage.as_view(), name="learning_event"),
    path(f"{ONE}edit/", views.EditEvent.as_view(), name="learning_event_edit"),
    path(f"{ONE}withdraw/", views.WithdrawEvent.as_view(), name="learning_event_withdraw"),
    path(f"{ONE}take-down/", views.TakeEventDown.as_view(), name="learning_event_take_down"),
    path(f"{ONE}call-off/", views.CallOff.as_view(), name="learning_event_call_off"),
]
