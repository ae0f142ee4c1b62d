from __future__ import annotations

from django.urls import path

from policy.priority import views

urlpatterns = [
    path("", views.Priorities.as_view(), name="priorities"),
    path("add/", views.AddPriority.as_view(), name="priority_add"),
    path("<slug:slug>/", views.PriorityRecord.as_view(), name="priority"),
    path("<slug:slug>/edit/", views.ChangePriority.as_view(), name="priority_edit"),
    path("<slug:slug>/history/", views.PriorityHistory.as_view(), name="priority_history"),
    path("<slug:slug>/take-over/", views.TakeOver.as_view(), name="priority_take_over"),
    path("<slug:slug>/withdraw/", views.withdraw, name="priority_withdraw"),
    path("<slug:slug>/seen/", views.note_seen, name="priority_seen"),
]
