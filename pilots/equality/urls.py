from __future__ import annotations

from django.urls import path

from pilots.equality import views

urlpatterns = [
    path("pilots/<slug:slug>/equality/", views.Equality.as_view(), name="pilot_equality"),
    path(
        "pilots/<slug:slug>/equality/add/", views.AddEquality.as_view(), name="pilot_equality_add"
    ),
    path("equality/<int:pk>/edit/", views.EditEqualityQuestion.as_view(), name="equality_edit"),
]
