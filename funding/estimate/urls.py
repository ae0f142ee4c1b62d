from __future__ import annotations

from django.urls import path

from funding.estimate import views

ONE = "funding/estimates/<int:pk>/"

urlpatterns = [
    path("funding/estimates/", views.Estimates.as_view(), name="estimates"),
    path("funding/estimates/add/", views.AddEstimate.as_view(), name="estimate_add"),
    path(ONE, views.EstimatePage.as_view(), name="estimate"),
    path(f"{ONE}edit/", views.ChangeEstimate.as_view(), name="estimate_edit"),
    path(f"{ONE}history/", views.EstimateHistory.as_view(), name="estimate_history"),
    path(f"{ONE}take-back/", views.TakeBackEstimate.as_view(), name="estimate_take_back"),
]
