"""Sensitive steps ask for the password again, unless it was typed in the last fifteen minutes.

allauth's pages ask (``account_reauthenticate`` and, by a code, ``mfa_reauthenticate``). What was
typed meanwhile is not lost: a form that keeps drafts keeps one, and a press of a button is done
once the password is right.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import serialize_request
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from records import drafts

CONFIRMED = "confirmed_at"
KEPT = "What you typed is kept as a draft. Confirm that it is you, then check it and send it."
TOO_LONG = (
    "What you typed was too long to be kept. Use your browser’s back button and copy the text "
    "before you go on."
)


def note_confirmed(request: HttpRequest, at: float | None = None) -> None:
    """They have just shown who they are, by signing in or by typing the password again; or did so
    elsewhere, in seconds of the clock."""
    now = timezone.now().timestamp()
    request.session[CONFIRMED] = now if at is None else min(at, now)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether that was in the last fifteen minutes. A time to come is none: a clock was wrong."""
    since = timezone.now().timestamp() - request.session.get(CONFIRMED, 0)
    return bool(0 <= since < app_settings.REAUTHENTICATION_TIMEOUT)


def must_have_confirmed(request: HttpRequest) -> None:
    """Go on only for who has; others are asked for the password first, and led back here.

    Call it outside a transaction, which would take back the draft that it keeps. Raises
    ImmediateHttpResponse, which allauth's middleware answers.
    """
    if not is_confirmed(request):
        raise ImmediateHttpResponse(_ask(request))


class AsksAgain(View):
    """A form page that is sensitive: it asks as it is shown and as it is sent, not for a draft."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        answer: HttpResponseBase = super().get(request, **kwargs)  # type: ignore[misc]
        return answer

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if drafts.BUTTON not in request.POST:
            must_have_confirmed(request)
        answer: HttpResponseBase = super().post(request, **kwargs)  # type: ignore[misc]
        return answer


def _ask(request: HttpRequest) -> HttpResponse:
    request.session.pop(STATE_SESSION_KEY, None)  # what was pressed before and never confirmed
    back = request.path if request.method == "POST" else request.get_full_path()
    ticket = drafts.Ticket.read(request.POST.get(drafts.TOKEN))
    if ticket is not None and ticket.user_id == request.user.pk:
        back = ticket.url
        _keep(request, ticket)
    elif request.method == "POST":
        request.session[STATE_SESSION_KEY] = {"request": serialize_request(request)}
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


def _keep(request: Any, ticket: drafts.Ticket) -> None:
    try:
        kept = drafts.keep(ticket, request.POST)
    except drafts.TooLong:
        messages.warning(request, TOO_LONG)
    else:
        if kept:
            messages.info(request, KEPT)
