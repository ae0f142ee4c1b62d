from __future__ import annotations

from django.urls import path

from funding.call_note import views

ONE = "funding/calls/<int:pk>/"
urlpatterns = [
    path("funding/funds/<slug:slug>/calls/", views.CallNotes.as_view(), name="call_notes"),
    path("funding/funds/<slug:slug>/calls/add/", views.AddCall.as_view(), name="call_note_add"),
    path(ONE, views.CallPage.as_view(), name="call_note"),
    path(f"{ONE}edit/", views.ChangeCall.as_view(), name="call_note_edit"),
    path(f"{ONE}history/", views.CallHistory.as_view(), name="call_note_history"),
    path(f"{ONE}withdraw/", views.WithdrawCall.as_view(), name="call_note_withdraw"),
]
