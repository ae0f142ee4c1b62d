"""Addresses of what pilots add to places; a place's own pages stand with the dashboards."""

from __future__ import annotations

from django.urls import path

from pilots.place.policy_test_views import policy_test_choose
from pilots.place.skill_views import skill_add, skills

urlpatterns = [
    path("policy-tests/<slug:slug>/places/", policy_test_choose, name="policy_test_places"),
    path("places/<slug:slug>/skills/", skills, name="place_skills"),
    path("places/<slug:slug>/skills/add/", skill_add, name="place_skill_add"),
]
