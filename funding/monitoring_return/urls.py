from __future__ import annotations

from django.urls import path

from funding.monitoring_return import making_views, place_views, views, write_views

ONE = "funding/returns/<int:pk>/"
DUTY = "funding/duties/<int:pk>/returns/"

urlpatterns = [
    path("funding/returns/", views.Returns.as_view(), name="monitoring_returns"),
    path(ONE, views.ReturnPage.as_view(), name="monitoring_return"),
    path(f"{ONE}edit/", write_views.ChangeReturn.as_view(), name="monitoring_return_edit"),
    path(f"{ONE}outcome/", write_views.ChangeState.as_view(), name="monitoring_return_state"),
    path(f"{ONE}done/", making_views.ReturnDone.as_view(), name="monitoring_return_done"),
    path(
        f"{ONE}not-done/", making_views.ReturnNotDone.as_view(), name="monitoring_return_not_done"
    ),
    path(
        f"{ONE}withdraw/", write_views.WithdrawReturn.as_view(), name="monitoring_return_withdraw"
    ),
    path(f"{ONE}history/", write_views.ReturnHistory.as_view(), name="monitoring_return_history"),
    path("places/<slug:slug>/returns/", place_views.PlaceReturns.as_view(), name="place_returns"),
    path(f"{DUTY}add/", write_views.AddReturn.as_view(), name="monitoring_return_add"),
    path(f"{DUTY}make/", making_views.MakeReturnsPage.as_view(), name="monitoring_returns_make"),
]
