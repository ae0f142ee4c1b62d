from __future__ import annotations

from django.urls import path

from pilots.policy_test_places import pages

urlpatterns = [
    path("policy-tests/<slug:slug>/places/", pages.policy_test_choose, name="policy_test_places"),
]
