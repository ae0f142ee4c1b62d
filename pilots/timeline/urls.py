from __future__ import annotations

from django.urls import path

from pilots.timeline.views import PilotTimeline

urlpatterns = [path("pilots/<slug:slug>/timeline/", PilotTimeline.as_view(), name="pilot_timeline")]
