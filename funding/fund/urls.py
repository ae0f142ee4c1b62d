from __future__ import annotations

from django.urls import path

from funding.fund import views

urlpatterns = [
    path("funding/funds/add/", views.AddFund.as_view(), name="fund_add"),
    path("funding/funds/suggest/", views.fund_suggest, name="fund_suggest"),
    path("funding/funds/<slug:slug>/edit/", views.ChangeFund.as_view(), name="fund_edit"),
    path("funding/funds/<slug:slug>/contact/", views.ChangeContact.as_view(), name="fund_contact"),
    path(
        "funding/funds/<slug:slug>/take-back/", views.TakeBackFund.as_view(), name="fund_take_back"
    ),
]
