from __future__ import annotations

from django.urls import path

from pilots.partner import pages

PARTNERS = "pilots/<slug:slug>/partners/"

urlpatterns = [
    path(PARTNERS, pages.Partners.as_view(), name="pilot_partners"),
    path(f"{PARTNERS}add/", pages.AddPartner.as_view(), name="partner_add"),
    path(f"{PARTNERS}<int:pk>/edit/", pages.EditPartner.as_view(), name="partner_edit"),
]
