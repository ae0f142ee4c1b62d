"""Noting where somebody is signed in, and ending it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

SEEN = "seen_at"
NOTED_EVERY = dt.timedelta(minutes=10)


def note_session(request: HttpRequest) -> None:
    """Note that this session is in use; at most once in ten minutes, counted in the session."""
    now = timezone.now().timestamp()
    if now - request.session.get(SEEN, 0) >= NOTED_EVERY.total_seconds():
        request.session[SEEN] = now
        UserSession.objects.create_from_request(request)


def begin_session(request: HttpRequest) -> None:
    """Somebody has signed in: their session stands in their list from now on."""
    request.session[SEEN] = timezone.now().timestamp()
    if request.META.get("REMOTE_ADDR"):  # a session that a program makes comes from nowhere
        UserSession.objects.create_from_request(request)


def _is_live() -> Exists:
    return Exists(
        Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    )


def sessions_of(user: Any) -> QuerySet[UserSession]:
    """Where this person is signed in, the latest used first."""
    rows: QuerySet[UserSession] = UserSession.objects.filter(_is_live(), user=user.pk)
    return rows.order_by("-last_seen_at", "-pk")


def forget_sessions() -> None:
    """What was noted of sessions that have ended or whose time is up goes."""
    UserSession.objects.filter(~_is_live()).delete()


@transaction.atomic
def end_sessions(user: Any, *, but: str | None = None, only: int | None = None) -> int:
    """Sign this person out: everywhere, everywhere but here, or in one session; gives how many."""
    rows = UserSession.objects.filter(user=user.pk)
    if but:
        rows = rows.exclude(session_key=but)
    if only is not None:
        rows = rows.filter(pk=only)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    return int(rows.delete()[0])
