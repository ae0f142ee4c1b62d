"""Addresses of regional updates: each is named by its region and the first month of its quarter."""

from __future__ import annotations

from django.urls import include, path

from policy.regional_update import own_reply_views, views, writing_views

of_one = [
    path("", views.update_page, name="regional_update"),
    path("text/", views.update_text, name="regional_update_text"),
    path("history/", views.update_history, name="regional_update_history"),
    path("reply/", views.update_reply, name="regional_update_reply"),
    path("replies/", views.update_replies, name="regional_update_replies"),
    path("replies/<int:pk>/", views.update_answer, name="regional_update_answer"),
    path("write/", writing_views.write, name="regional_update_write"),
    path("check/", writing_views.send_to_check, name="regional_update_send"),
    path("checked/", writing_views.pass_check, name="regional_update_checked"),
    path("back/", writing_views.give_back, name="regional_update_back"),
    path("withdraw/", writing_views.withdraw, name="regional_update_withdraw"),
]
urlpatterns = [
    path("", views.regional_updates, name="regional_updates"),
    path("replies/<int:pk>/edit/", own_reply_views.EditReply.as_view(), name="regional_reply_edit"),
    path(
        "replies/<int:pk>/withdraw/",
        own_reply_views.WithdrawReply.as_view(),
        name="regional_reply_withdraw",
    ),
    path("<slug:slug>/<slug:quarter>/", include(of_one)),
]
