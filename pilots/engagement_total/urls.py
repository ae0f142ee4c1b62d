from __future__ import annotations

from django.urls import path

from pilots.engagement_total import pages

OF_PILOT = "pilots/<slug:slug>/meetings/totals/"
urlpatterns = [
    path(f"{OF_PILOT}add/", pages.AddTotal.as_view(), name="engagement_total_add"),
    path(f"{OF_PILOT}<int:pk>/edit/", pages.EditTotal.as_view(), name="engagement_total_edit"),
]
