from __future__ import annotations

from django.urls import path

from funding.estimate import pages

ONE = "funding/estimates/<int:pk>/"

urlpatterns = [
    path("funding/estimates/", pages.Estimates.as_view(), name="estimates"),
    path("funding/estimates/add/", pages.AddEstimate.as_view(), name="estimate_add"),
    path(ONE, pages.EstimatePage.as_view(), name="estimate"),
    path(f"{ONE}edit/", pages.ChangeEstimate.as_view(), name="estimate_edit"),
    path(f"{ONE}history/", pages.EstimateHistory.as_view(), name="estimate_history"),
    path(f"{ONE}take-back/", pages.TakeBackEstimate.as_view(), name="estimate_take_back"),
]
