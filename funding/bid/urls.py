from __future__ import annotations

from django.urls import path

from funding.bid import pages, write_pages

ONE = "funding/bids/<int:pk>/"

urlpatterns = [
    path("funding/bids/", pages.Bids.as_view(), name="bids"),
    path("funding/bids/add/", write_pages.AddBid.as_view(), name="bid_add"),
    path("funding/flows/<int:pk>/ask/", write_pages.AskAboutFlow.as_view(), name="flow_ask"),
    path(ONE, pages.BidPage.as_view(), name="bid"),
    path(f"{ONE}edit/", write_pages.ChangeBid.as_view(), name="bid_edit"),
    path(f"{ONE}decision/", write_pages.Decide.as_view(), name="bid_decide"),
    path(f"{ONE}history/", write_pages.BidHistory.as_view(), name="bid_history"),
    path(f"{ONE}take-back/", write_pages.TakeBackBid.as_view(), name="bid_take_back"),
    path(f"{ONE}lines/add/", write_pages.AddLine.as_view(), name="bid_line_add"),
    path(
        "funding/bids/<int:bid>/lines/<int:pk>/edit/",
        write_pages.ChangeLine.as_view(),
        name="bid_line_edit",
    ),
]
