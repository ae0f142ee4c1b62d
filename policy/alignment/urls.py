"""Under ``priorities/``, before the pages that take any slug."""

from __future__ import annotations

from django.urls import path

from policy.alignment import views

urlpatterns = [
    path("matrix/", views.priority_matrix, name="priority_matrix"),
    path("differences/", views.Differences.as_view(), name="priority_differences"),
    path("repeated/", views.priority_repeats, name="priority_repeats"),
    path(
        "<slug:narrower>/against/<slug:wider>/",
        views.priority_alignment,
        name="priority_alignment",
    ),
]
