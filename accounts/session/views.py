"""Where somebody is signed in, and signing out there."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.confirming import must_have_confirmed
from accounts.session.actions import end_sessions, sessions_of
from accounts.session.words import device_words
from interface.words import count_words

HEADING = "Where you are signed in"
MOST = 50


def _row(session: UserSession, here: str | None) -> dict[str, Any]:
    return {
        "pk": session.pk,
        "device": device_words(session.user_agent),
        "since": session.created_at,
        "last_used": session.last_seen_at,
        "is_at_place": session.session_key == here,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """The list; a POST ends all others."""
    here = request.session.session_key
    if request.method == "POST":
        must_have_confirmed(request)
        ended = end_sessions(request.user, but=here)
        messages.success(
            request,
            f"You were signed out in {count_words(ended, 'other browser')}. You stay signed in "
            "here.",
        )
        return redirect("usersessions_list")
    rows = [_row(session, here) for session in sessions_of(request.user)[:MOST]]
    context = {
        "rows": sorted(rows, key=lambda row: not row["is_at_place"]),
        "has_others": any(not row["is_at_place"] for row in rows),
        "breadcrumbs": [("Your account", reverse("account")), (HEADING, "")],
    }
    return render(request, "accounts/session/list.html", context)


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own, but not this one: that is signing out."""
    session = get_object_or_404(sessions_of(request.user), pk=pk)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    must_have_confirmed(request)
    end_sessions(request.user, only=pk)
    messages.success(request, f"Signed out: {device_words(session.user_agent)}.")
    return redirect("usersessions_list")
