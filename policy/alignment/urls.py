"""Under ``priorities/``, before the pages that take any slug."""

from __future__ import annotations

from django.urls import path

from policy.alignment import pages

urlpatterns = [
    path("matrix/", pages.priority_matrix, name="priority_matrix"),
    path("differences/", pages.Differences.as_view(), name="priority_differences"),
    path("repeated/", pages.priority_repeats, name="priority_repeats"),
    path(
        "<slug:narrower>/against/<slug:wider>/",
        pages.priority_alignment,
        name="priority_alignment",
    ),
]
