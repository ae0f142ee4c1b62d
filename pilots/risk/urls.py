from __future__ import annotations

from django.urls import path

from pilots.risk import views

urlpatterns = [
    path("pilots/<slug:slug>/risks/", views.Risks.as_view(), name="pilot_risks"),
    path("pilots/<slug:slug>/risks/add/", views.AddRisk.as_view(), name="risk_add"),
    path("pilots/<slug:slug>/risks/<int:pk>/edit/", views.EditRisk.as_view(), name="risk_edit"),
]
