"""Addresses of policy tests."""

from django.urls import path

from partnerships.policy_test import pages as tests
from partnerships.policy_test import pages as withdrawing
from partnerships.policy_test import place_pages as at

urlpatterns = [
    path("", tests.policy_tests, name="policy_tests"),
    path("add/", tests.policy_test_add, name="policy_test_add"),
    path("load/", tests.policy_test_load, name="policy_test_load"),
    path("<slug:slug>/", tests.policy_test, name="policy_test"),
    path("<slug:slug>/edit/", tests.policy_test_edit, name="policy_test_edit"),
    path("<slug:slug>/withdraw/", withdrawing.withdraw, name="policy_test_withdraw"),
    path("<slug:slug>/replies/", tests.policy_test_replies_page, name="policy_test_replies"),
    path("<slug:slug>/outcome/", tests.policy_test_outcome, name="policy_test_outcome"),
    path("<slug:slug>/at/<slug:place>/", at.policy_test_place, name="policy_test_place"),
    path("<slug:slug>/at/<slug:place>/decide/", at.policy_test_decide, name="policy_test_decide"),
    path("<slug:slug>/at/<slug:place>/reply/", at.policy_test_reply, name="policy_test_reply"),
]
