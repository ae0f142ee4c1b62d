"""When somebody was last here, and when the visit before this one ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.confirming import note_confirmed
from accounts.models import User
from accounts.session.actions import begin_session, note_session

NOTED_EVERY = dt.timedelta(minutes=10)
VISIT_ENDS_AFTER = dt.timedelta(hours=4)


def note_visit(user: Any) -> None:
    """Note that this person is here; at most one write in ten minutes.

    After four quiet hours this is a new visit, and the last one is what "since you were last here"
    means.
    """
    now, last = timezone.now(), user.last_seen_at
    if last is not None and now - last < NOTED_EVERY:
        return
    if last is not None and now - last >= VISIT_ENDS_AFTER:
        user.seen_before_at = last
    user.last_seen_at = now
    User.objects.filter(pk=user.pk).update(
        last_seen_at=user.last_seen_at, seen_before_at=user.seen_before_at
    )


@receiver(user_logged_in)
def _signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    note_visit(user)
    note_confirmed(request)
    begin_session(request)


class VisitMiddleware:
    """Notes the visits of people who stay signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            note_visit(request.user)
            note_session(request)
        return self.get_response(request)
