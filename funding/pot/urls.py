from __future__ import annotations

from django.urls import path

from funding.pot import views

urlpatterns = [
    path("funding/funds/<slug:slug>/pots/add/", views.AddPot.as_view(), name="fund_pot_add"),
    path("funding/pots/<int:pk>/edit/", views.ChangePot.as_view(), name="fund_pot_edit"),
    path(
        "funding/pots/<int:pk>/take-back/", views.TakeBackPot.as_view(), name="fund_pot_take_back"
    ),
]
