from __future__ import annotations

from django.urls import path

from funding.bid.write_views import AskAboutFlow, Decide

urlpatterns = [
    path("funding/flows/<int:pk>/ask/", AskAboutFlow.as_view(), name="flow_ask"),
    path("funding/bids/<int:pk>/decision/", Decide.as_view(), name="bid_decide"),
]
