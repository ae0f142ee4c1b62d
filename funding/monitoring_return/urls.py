from __future__ import annotations

from django.urls import path

from funding.monitoring_return import making_pages, pages, place_pages, write_pages

ONE = "funding/returns/<int:pk>/"
DUTY = "funding/duties/<int:pk>/returns/"

urlpatterns = [
    path("funding/returns/", pages.Returns.as_view(), name="monitoring_returns"),
    path(ONE, pages.ReturnPage.as_view(), name="monitoring_return"),
    path(f"{ONE}edit/", write_pages.ChangeReturn.as_view(), name="monitoring_return_edit"),
    path(f"{ONE}outcome/", write_pages.ChangeState.as_view(), name="monitoring_return_state"),
    path(f"{ONE}done/", making_pages.ReturnDone.as_view(), name="monitoring_return_done"),
    path(
        f"{ONE}not-done/", making_pages.ReturnNotDone.as_view(), name="monitoring_return_not_done"
    ),
    path(
        f"{ONE}withdraw/", write_pages.WithdrawReturn.as_view(), name="monitoring_return_withdraw"
    ),
    path(f"{ONE}history/", write_pages.ReturnHistory.as_view(), name="monitoring_return_history"),
    path("places/<slug:slug>/returns/", place_pages.PlaceReturns.as_view(), name="place_returns"),
    path(f"{DUTY}add/", write_pages.AddReturn.as_view(), name="monitoring_return_add"),
    path(f"{DUTY}make/", making_pages.MakeReturnsPage.as_view(), name="monitoring_returns_make"),
]
