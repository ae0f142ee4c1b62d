from __future__ import annotations

from django.urls import path

from pilots.referral import views

OF_PILOT = "pilots/<slug:slug>/referrals/"
urlpatterns = [
    path(OF_PILOT, views.Referrals.as_view(), name="pilot_referrals"),
    path(f"{OF_PILOT}add/", views.AddReferral.as_view(), name="referral_add"),
    path(f"{OF_PILOT}<int:pk>/edit/", views.EditReferral.as_view(), name="referral_edit"),
]
