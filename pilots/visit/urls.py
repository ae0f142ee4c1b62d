from __future__ import annotations

from django.urls import path

from pilots.visit import pages

urlpatterns = [path("visits/", pages.Visits.as_view(), name="visits")]
