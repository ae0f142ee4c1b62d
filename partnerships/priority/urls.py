"""Addresses of priorities. They stand before the pages that take any slug."""

from django.urls import path

from partnerships.alignment import pages
from partnerships.priority import pages as priorities
from partnerships.repeat import pages as repeats

urlpatterns = [
    path("", priorities.priorities, name="priorities"),
    path("add/", priorities.priority_add, name="priority_add"),
    path("matrix/", pages.priority_matrix, name="priority_matrix"),
    path("differences/", pages.priority_differences, name="priority_differences"),
    path("repeated/", repeats.priority_repeats, name="priority_repeats"),
    path("<slug:slug>/", priorities.priority, name="priority"),
    path("<slug:slug>/edit/", priorities.priority_edit, name="priority_edit"),
    path("<slug:slug>/history/", priorities.priority_history, name="priority_history"),
    path("<slug:slug>/take-over/", priorities.priority_take_over, name="priority_take_over"),
    path("<slug:slug>/withdraw/", priorities.priority_withdraw, name="priority_withdraw"),
    path("<slug:slug>/seen/", priorities.priority_seen, name="priority_seen"),
    path(
        "<slug:narrower>/against/<slug:wider>/",
        pages.priority_alignment,
        name="priority_alignment",
    ),
]
