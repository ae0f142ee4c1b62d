from __future__ import annotations

from django.urls import path

from policy.policy_test import place_views, views

urlpatterns = [
    path("", views.policy_tests, name="policy_tests"),
    path("add/", views.AddPolicyTest.as_view(), name="policy_test_add"),
    path("load/", views.policy_test_load, name="policy_test_load"),
    path("<slug:slug>/", views.PolicyTestRecord.as_view(), name="policy_test"),
    path("<slug:slug>/edit/", views.EditPolicyTest.as_view(), name="policy_test_edit"),
    path("<slug:slug>/withdraw/", views.Withdraw.as_view(), name="policy_test_withdraw"),
    path("<slug:slug>/replies/", views.Replies.as_view(), name="policy_test_replies"),
    path("<slug:slug>/outcome/", views.Outcome.as_view(), name="policy_test_outcome"),
    path("<slug:slug>/at/<slug:place>/", place_views.AskedPage.as_view(), name="policy_test_place"),
    path("<slug:slug>/at/<slug:place>/decide/", place_views.decide, name="policy_test_decide"),
    path(
        "<slug:slug>/at/<slug:place>/reply/",
        place_views.Reply.as_view(),
        name="policy_test_reply",
    ),
    path(
        "<slug:slug>/at/<slug:place>/reply/withdraw/",
        place_views.WithdrawReply.as_view(),
        name="policy_test_reply_withdraw",
    ),
]
