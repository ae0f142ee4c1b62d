from __future__ import annotations

from django.urls import path

from funding.round import views

urlpatterns = [
    path("funding/rounds/", views.Rounds.as_view(), name="fund_rounds"),
    path("funding/funds/<slug:slug>/rounds/add/", views.AddRound.as_view(), name="fund_round_add"),
    path("funding/rounds/<int:pk>/", views.RoundPage.as_view(), name="fund_round"),
    path("funding/rounds/<int:pk>/edit/", views.ChangeRound.as_view(), name="fund_round_edit"),
    path(
        "funding/rounds/<int:pk>/history/",
        views.RoundHistory.as_view(),
        name="fund_round_history",
    ),
    path(
        "funding/rounds/<int:pk>/take-back/",
        views.TakeBackRound.as_view(),
        name="fund_round_take_back",
    ),
]
