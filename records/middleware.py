"""A form sent after its session expired loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from records import drafts

KEPT = (
    "You had been signed out, so it was not sent. What you typed is kept as a draft: "
    "sign in, check it and send it."
)
TOO_LONG = (
    "You had been signed out, so it was not sent, and it was too long to be kept. "
    "Use your browser’s back button and copy the text before you sign in."
)


class KeepTypedMiddleware:
    """Keeps what a signed-out person sent as the draft of whoever the form was rendered for.

    Stands after authentication and before the middleware that asks people to sign in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The way to sign in, with the text kept; None for every other request."""
        if request.method != "POST" or request.user.is_authenticated:
            return None
        if not getattr(view, "login_required", True) or drafts.TOKEN not in request.POST:
            return None
        if (ticket := drafts.Ticket.read(request.POST[drafts.TOKEN])) is None:
            return None
        try:
            kept = drafts.keep(ticket, request.POST) is not None
        except drafts.TooLong:
            messages.warning(request, TOO_LONG)
        else:
            if kept:
                messages.info(request, KEPT)
        return redirect_to_login(ticket.url)
