from __future__ import annotations

from django.urls import path

from pilots.partner import views

PARTNERS = "pilots/<slug:slug>/partners/"

urlpatterns = [
    path(PARTNERS, views.Partners.as_view(), name="pilot_partners"),
    path(f"{PARTNERS}add/", views.AddPartner.as_view(), name="partner_add"),
    path(f"{PARTNERS}<int:pk>/edit/", views.EditPartner.as_view(), name="partner_edit"),
]
