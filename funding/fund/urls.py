from __future__ import annotations

from django.urls import path

from funding.fund import pages

urlpatterns = [
    path("funding/funds/add/", pages.AddFund.as_view(), name="fund_add"),
    path("funding/funds/suggest/", pages.fund_suggest, name="fund_suggest"),
    path("funding/funds/<slug:slug>/edit/", pages.ChangeFund.as_view(), name="fund_edit"),
    path("funding/funds/<slug:slug>/contact/", pages.ChangeContact.as_view(), name="fund_contact"),
    path(
        "funding/funds/<slug:slug>/take-back/", pages.TakeBackFund.as_view(), name="fund_take_back"
    ),
]
