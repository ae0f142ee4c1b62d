from __future__ import annotations

from django.urls import path

from pilots.risk import pages

urlpatterns = [
    path("pilots/<slug:slug>/risks/", pages.Risks.as_view(), name="pilot_risks"),
    path("pilots/<slug:slug>/risks/add/", pages.AddRisk.as_view(), name="risk_add"),
    path("pilots/<slug:slug>/risks/<int:pk>/edit/", pages.EditRisk.as_view(), name="risk_edit"),
]
