from __future__ import annotations

from django.urls import path

from partnerships.england import pages

urlpatterns = [
    path("about/data/", pages.about_data, name="about_data"),
]
