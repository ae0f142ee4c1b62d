from __future__ import annotations

from django.urls import path

from policy.policy_test import pages, place_pages

urlpatterns = [
    path("", pages.policy_tests, name="policy_tests"),
    path("add/", pages.AddPolicyTest.as_view(), name="policy_test_add"),
    path("load/", pages.policy_test_load, name="policy_test_load"),
    path("<slug:slug>/", pages.PolicyTestRecord.as_view(), name="policy_test"),
    path("<slug:slug>/edit/", pages.EditPolicyTest.as_view(), name="policy_test_edit"),
    path("<slug:slug>/withdraw/", pages.Withdraw.as_view(), name="policy_test_withdraw"),
    path("<slug:slug>/replies/", pages.Replies.as_view(), name="policy_test_replies"),
    path("<slug:slug>/outcome/", pages.Outcome.as_view(), name="policy_test_outcome"),
    path("<slug:slug>/at/<slug:place>/", place_pages.AskedPage.as_view(), name="policy_test_place"),
    path("<slug:slug>/at/<slug:place>/decide/", place_pages.decide, name="policy_test_decide"),
    path(
        "<slug:slug>/at/<slug:place>/reply/",
        place_pages.Reply.as_view(),
        name="policy_test_reply",
    ),
    path(
        "<slug:slug>/at/<slug:place>/reply/withdraw/",
        place_pages.WithdrawReply.as_view(),
        name="policy_test_reply_withdraw",
    ),
]
