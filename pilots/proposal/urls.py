from __future__ import annotations

from django.urls import path

from pilots.proposal import views

urlpatterns = [
    path("pilots/add/", views.Propose.as_view(), name="pilot_add"),
    path("pilots/<slug:slug>/add/", views.Grow.as_view(), name="pilot_grow"),
    path("pilots/<slug:slug>/take-back/", views.TakeBackPilot.as_view(), name="pilot_take_back"),
]
