"""Whoever sent something reads it at once: for some seconds the primary answers them.

A proxy sends whoever has no session to a copy of the database, which may be a moment behind
(docs/scaling.md). A resident who sent something has none either, so a cookie says so.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "fresh"


class FreshMiddleware:
    """Sets the cookie on the answer to what was sent, where there are such copies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.FRESH_SECONDS and request.method not in ("GET", "HEAD", "OPTIONS"):
            response.set_cookie(
                COOKIE,
                "1",
                max_age=settings.FRESH_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
