"""Whoever hides, withdraws or removes what everybody could read is told of its copies."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.postgres.functions import TransactionNow
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.html import format_html

from open_data.models import PublicRecord
from open_data.record.narrowed import narrowed_since

log = logging.getLogger(__name__)

TOLD = (
    'The <a href="{}">file with all public data</a> may hold what was public until now, so nobody '
    "can download it any more. The next hourly run makes one without it."
)


class CopiesMiddleware:
    """Stands within the middleware of messages. An act leads on to a page, where it is said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        is_act = request.method == "POST" and response.status_code == 302
        if is_act and request.user.is_authenticated and _left_copies(request, begun):
            messages.info(request, format_html(TOLD, resolve_url("data")))
        return response


def _left_copies(request: HttpRequest, begun: float) -> bool:
    """Whether what was done since stopped being read by everybody and may stand in a file."""
    # The clock of history
    now = PublicRecord.objects.values_list(TransactionNow(), flat=True).first()
    if now is None:
        return False
    since = now - dt.timedelta(seconds=time.perf_counter() - begun)
    try:
        narrowed = narrowed_since(since, by=request.user)
    except DatabaseError:  # what was done stands, and the page of all data says the same
        log.exception("Nobody could be told whether a file holds what they hid")
        return False
    return narrowed is not None and PublicRecord.objects.hold(narrowed)
