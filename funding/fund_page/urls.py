from __future__ import annotations

from django.urls import path

from funding.fund_page.list_views import Funds
from funding.fund_page.views import FundHistory, FundPage

urlpatterns = [
    path("funding/funds/", Funds.as_view(), name="funds"),
    path("funding/funds/<slug:slug>/", FundPage.as_view(), name="fund"),
    path("funding/funds/<slug:slug>/history/", FundHistory.as_view(), name="fund_history"),
]
