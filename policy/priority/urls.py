from __future__ import annotations

from django.urls import path

from policy.priority import pages

urlpatterns = [
    path("", pages.Priorities.as_view(), name="priorities"),
    path("add/", pages.AddPriority.as_view(), name="priority_add"),
    path("<slug:slug>/", pages.PriorityRecord.as_view(), name="priority"),
    path("<slug:slug>/edit/", pages.ChangePriority.as_view(), name="priority_edit"),
    path("<slug:slug>/history/", pages.PriorityHistory.as_view(), name="priority_history"),
    path("<slug:slug>/take-over/", pages.TakeOver.as_view(), name="priority_take_over"),
    path("<slug:slug>/withdraw/", pages.withdraw, name="priority_withdraw"),
    path("<slug:slug>/seen/", pages.note_seen, name="priority_seen"),
]
