from __future__ import annotations

from django.urls import path

from funding.round import pages

urlpatterns = [
    path("funding/rounds/", pages.Rounds.as_view(), name="fund_rounds"),
    path("funding/funds/<slug:slug>/rounds/add/", pages.AddRound.as_view(), name="fund_round_add"),
    path("funding/rounds/<int:pk>/", pages.RoundPage.as_view(), name="fund_round"),
    path("funding/rounds/<int:pk>/edit/", pages.ChangeRound.as_view(), name="fund_round_edit"),
    path(
        "funding/rounds/<int:pk>/history/",
        pages.RoundHistory.as_view(),
        name="fund_round_history",
    ),
    path(
        "funding/rounds/<int:pk>/take-back/",
        pages.TakeBackRound.as_view(),
        name="fund_round_take_back",
    ),
]
