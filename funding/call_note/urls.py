from __future__ import annotations

from django.urls import path

from funding.call_note import pages

ONE = "funding/calls/<int:pk>/"
urlpatterns = [
    path("funding/funds/<slug:slug>/calls/", pages.CallNotes.as_view(), name="call_notes"),
    path("funding/funds/<slug:slug>/calls/add/", pages.AddCall.as_view(), name="call_note_add"),
    path(ONE, pages.CallPage.as_view(), name="call_note"),
    path(f"{ONE}edit/", pages.ChangeCall.as_view(), name="call_note_edit"),
    path(f"{ONE}history/", pages.CallHistory.as_view(), name="call_note_history"),
    path(f"{ONE}withdraw/", pages.WithdrawCall.as_view(), name="call_note_withdraw"),
]
