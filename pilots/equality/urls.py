from __future__ import annotations

from django.urls import path

from pilots.equality import pages

urlpatterns = [
    path("pilots/<slug:slug>/equality/", pages.Equality.as_view(), name="pilot_equality"),
    path(
        "pilots/<slug:slug>/equality/add/", pages.AddEquality.as_view(), name="pilot_equality_add"
    ),
    path("equality/<int:pk>/edit/", pages.EditEqualityQuestion.as_view(), name="equality_edit"),
]
