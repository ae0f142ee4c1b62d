from __future__ import annotations

from django.urls import path

from pilots.you_said import views

urlpatterns = [
    path("places/<slug:slug>/you-said/", views.place_you_said, name="place_you_said"),
    path("places/<slug:slug>/you-said/add/", views.place_you_said_add, name="place_you_said_add"),
    path("places/<slug:slug>/tell/", views.place_tell, name="place_tell"),
    path("you-said/<int:pk>/edit/", views.EditEntry.as_view(), name="you_said_edit"),
    path("you-said/<int:pk>/approve/", views.you_said_approve, name="you_said_approve"),
    path("you-said/<int:pk>/turn-down/", views.TurnDown.as_view(), name="you_said_turn_down"),
]
