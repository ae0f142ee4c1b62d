from __future__ import annotations

from django.urls import path

from funding.bid import views, write_views

ONE = "funding/bids/<int:pk>/"

urlpatterns = [
    path("funding/bids/", views.Bids.as_view(), name="bids"),
    path("funding/bids/add/", write_views.AddBid.as_view(), name="bid_add"),
    path("funding/flows/<int:pk>/ask/", write_views.AskAboutFlow.as_view(), name="flow_ask"),
    path(ONE, views.BidPage.as_view(), name="bid"),
    path(f"{ONE}edit/", write_views.ChangeBid.as_view(), name="bid_edit"),
    path(f"{ONE}decision/", write_views.Decide.as_view(), name="bid_decide"),
    path(f"{ONE}history/", write_views.BidHistory.as_view(), name="bid_history"),
    path(f"{ONE}take-back/", write_views.TakeBackBid.as_view(), name="bid_take_back"),
]
