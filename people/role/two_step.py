"""Who gives roles beyond one place signs in with a second step, where the settings require it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from access.visibility import reader_of
from accounts.confirming import TOO_LONG
from people.role.models import Role
from people.role.permissions import GIVERS
from records import drafts

NEEDED = (
    "Your role needs two-step sign-in, because it gives access to things that others may not see "
    "or change. Set it up now. It takes two minutes. Then you can carry on."
)
KEPT = "What you typed has not been sent. It is kept as a draft, in My work."
# Administrators, programme leads and department officers. What an editor gives stays within their
# own place, and none of it reads more than they do: to them it is offered, as to everybody.
ASKED = frozenset(GIVERS) - {Role.PLACE_EDITOR}
# What can be done before: setting it up, confirming who one is, and leaving; and drafts are kept
# of what is typed on a page from before, as they are of whoever is signed out.
OPEN = frozenset(
    {
        *("mfa_activate_totp", "mfa_index", "mfa_view_recovery_codes"),
        *("mfa_download_recovery_codes", "account_reauthenticate", "account_logout"),
        *("draft_save", "health_live", "health_ready"),
    }
)


def needs_two_step(request: HttpRequest) -> bool:
    """Whether this person must set it up before anything else, for the roles that they have."""
    user: Any = request.user
    if not settings.TWO_STEP_REQUIRED or not user.is_authenticated or user.two_step:
        return False
    reader = reader_of(user)
    if reader is None or not any(role.role in ASKED for role in reader.roles):
        return False
    return lacks_two_step(request)


def lacks_two_step(request: HttpRequest) -> bool:
    """Whether they signed in by a password alone, where the settings require more. Their identity
    provider sees to it for its own."""
    user: Any = request.user
    if not settings.TWO_STEP_REQUIRED or user.two_step:
        return False
    records = get_authentication_records(request, user)
    return not any(record["method"] == "socialaccount" for record in records)


class TwoStepMiddleware:
    """Those who must set it up are sent to where that is done, before anything else is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The way there; None for everybody else."""
        match = request.resolver_match
        if match is None or match.url_name in OPEN or not needs_two_step(request):
            return None
        messages.warning(request, NEEDED)
        _keep_typed(request)
        return redirect("mfa_activate_totp")


def _keep_typed(request: HttpRequest) -> None:
    """What was sent from a page that was opened before the role or the rule came: as a draft."""
    ticket = drafts.Ticket.read(request.POST.get(drafts.TOKEN))
    if ticket is None or ticket.user_id != request.user.pk:
        return
    try:
        kept = drafts.keep(ticket, request.POST)
    except drafts.TooLong:
        messages.warning(request, TOO_LONG)
    else:
        if kept:
            messages.info(request, KEPT)
