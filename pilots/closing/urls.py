from __future__ import annotations

from django.urls import path

from pilots.closing.pages import ClosePilot

urlpatterns = [path("pilots/<slug:slug>/close/", ClosePilot.as_view(), name="pilot_close")]
