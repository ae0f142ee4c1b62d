"""Who is at it, for history; and a form sent after its session expired loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from records import draft_files, drafts, history, refused

KEPT = (
    "You were signed out, so your form was not sent. What you typed is saved as a draft. "
    "Sign in, check it and send it."
)
TOO_LONG = (
    "You were signed out, so your form was not sent, and it was too long to be kept. "
    "Use your browser’s back button and copy the text before you sign in."
)


NOTHING = "You were signed out, so nothing was changed. Sign in and do it again."


class HistoryMiddleware:
    """Whatever a request changes is kept with who sent it, and from where.

    Who is asked when something is written: whoever signs in is known only by then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with history.context(user=lambda: request.user.pk, url=lambda: _address(request)):
            return self.get_response(request)


def _address(request: HttpRequest) -> str:
    """Where it came from; of an address that lets in whoever has it, only what kind it is."""
    match = request.resolver_match
    return f"/{match.route}" if match and "token" in match.kwargs else request.path


class KeepTypedMiddleware:
    """Keeps what a signed-out person sent as the draft of whoever the form was rendered for.

    Stands after authentication and before the middleware that asks people to sign in. After
    signing in, people are back at the page that they sent.
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
        is_open = not getattr(view, "login_required", True)
        if is_open and not hasattr(view, "largest_file"):
            return None
        ticket = drafts.Ticket.read(request.POST.get(drafts.TOKEN))
        # Whoever sends a file by a form was signed in, also to a page that everybody reads
        if is_open and ticket is None:
            return None
        if ticket is None:
            messages.info(request, NOTHING)
            return redirect_to_login(_page_before(request))
        if ticket.kind and not ticket.kind.is_kept:
            return refused.shown_back(request, refused.Typed.sent(request), refused.SIGNED_OUT)
        url = ticket.url
        try:
            kept = drafts.keep(ticket, request.POST)
        except drafts.TooLong:
            messages.warning(request, TOO_LONG)
        else:
            messages.info(request, KEPT if kept else NOTHING)
            draft_files.take_in_sent(request, kept, ticket.form)
            if kept and ticket.kind and not ticket.kind.refills:
                url = drafts.text_url(kept)
        return redirect_to_login(url)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the request came from; the address itself may only take posts."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
    return request.get_full_path()
