from __future__ import annotations

from django.urls import path

from pilots.skill_gaps import pages

urlpatterns = [
    path("places/<slug:slug>/skills/", pages.skills, name="place_skills"),
    path("places/<slug:slug>/skills/add/", pages.skill_add, name="place_skill_add"),
]
