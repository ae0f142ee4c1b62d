"""Addresses of regional updates: each is named by its region and the first month of its quarter."""

from __future__ import annotations

from django.urls import include, path

from policy.regional_update import own_reply_pages, pages, writing_pages

of_one = [
    path("", pages.update_page, name="regional_update"),
    path("text/", pages.update_text, name="regional_update_text"),
    path("history/", pages.update_history, name="regional_update_history"),
    path("reply/", pages.update_reply, name="regional_update_reply"),
    path("replies/", pages.update_replies, name="regional_update_replies"),
    path("replies/<int:pk>/", pages.update_answer, name="regional_update_answer"),
    path("write/", writing_pages.write, name="regional_update_write"),
    path("check/", writing_pages.send_to_check, name="regional_update_send"),
    path("checked/", writing_pages.pass_check, name="regional_update_checked"),
    path("back/", writing_pages.give_back, name="regional_update_back"),
    path("withdraw/", writing_pages.withdraw, name="regional_update_withdraw"),
]
urlpatterns = [
    path("", pages.regional_updates, name="regional_updates"),
    path("replies/<int:pk>/edit/", own_reply_pages.EditReply.as_view(), name="regional_reply_edit"),
    path(
        "replies/<int:pk>/withdraw/",
        own_reply_pages.WithdrawReply.as_view(),
        name="regional_reply_withdraw",
    ),
    path("<slug:slug>/<slug:quarter>/", include(of_one)),
]
