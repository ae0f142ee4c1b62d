"""Addresses of regional updates: each is named by its region and the first month of its quarter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from dashboards.regional_update import pages as reading
from dashboards.regional_update import writing_pages as writing


def _of_one(below: str, view: Callable[..., Any], name: str) -> URLPattern:
    return path(f"<slug:slug>/<slug:quarter>/{below}", view, name=name)


urlpatterns = [
    path("", reading.regional_updates, name="regional_updates"),
    path("new/", writing.start, name="regional_update_start"),
    _of_one("", reading.update_page, "regional_update"),
    _of_one("text/", reading.update_text, "regional_update_text"),
    _of_one("history/", reading.update_history, "regional_update_history"),
    _of_one("reply/", reading.update_reply, "regional_update_reply"),
    _of_one("replies/", reading.update_replies, "regional_update_replies"),
    _of_one("replies/<int:pk>/", reading.update_answer, "regional_update_answer"),
    _of_one("write/", writing.write, "regional_update_write"),
    _of_one("look-again/", writing.look_again, "regional_update_look_again"),
    _of_one("check/", writing.send_to_check, "regional_update_send"),
    _of_one("checked/", writing.pass_check, "regional_update_checked"),
    _of_one("back/", writing.give_back, "regional_update_back"),
    _of_one("publish/", writing.publish, "regional_update_publish"),
    _of_one("withdraw/", writing.withdraw, "regional_update_withdraw"),
]
