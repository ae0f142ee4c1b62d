"""Addresses of who decides; those of declared kinds are their own."""

from django.urls import path

from governance import placeholders
from governance.at_place import views

urlpatterns = [
    path("places/<slug:slug>/governance/", views.governance, name="place_governance"),
    *placeholders.urlpatterns,
]
