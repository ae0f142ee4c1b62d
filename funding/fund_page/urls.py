from __future__ import annotations

from django.urls import path

from funding.fund_page.pages import FundPage

urlpatterns = [path("funding/funds/<slug:slug>/", FundPage.as_view(), name="fund")]
