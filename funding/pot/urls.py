from __future__ import annotations

from django.urls import path

from funding.pot import pages

urlpatterns = [
    path("funding/funds/<slug:slug>/pots/add/", pages.AddPot.as_view(), name="fund_pot_add"),
    path("funding/pots/<int:pk>/edit/", pages.ChangePot.as_view(), name="fund_pot_edit"),
    path(
        "funding/pots/<int:pk>/take-back/", pages.TakeBackPot.as_view(), name="fund_pot_take_back"
    ),
]
