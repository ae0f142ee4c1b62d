"""Calendars in another program: an address is made, read and ended."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from partnerships.models import CalendarFeed

MOST = 20
# That a feed was read is written down at most so often: programs ask every few minutes.
NOTED_EVERY = dt.timedelta(hours=1)


@transaction.atomic
def make_feed(*, by: Any, subject: Any = None) -> tuple[CalendarFeed, str]:
    """A feed of what concerns this person, or of a record that the caller has found visible.

    The secret of its address is given back once and kept nowhere. Raises ValidationError for
    somebody who has too many.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once are counted in turn
    if CalendarFeed.objects.visible_to(by).live().count() >= MOST:
        raise ValidationError(f"You have {MOST} feeds. End one that you do not use any more first.")
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=by, subject=subject, token_hash=hashed(token))
    return feed, token


def end_feed(*, by: Any, feed: CalendarFeed) -> None:
    """From now on its address answers nothing. Ending it again does nothing."""
    mine = CalendarFeed.objects.visible_to(by).filter(pk=feed.pk, ended_at=None)
    mine.update(ended_at=timezone.now())


def feed_at(token: str) -> CalendarFeed | None:
    """The live feed with this secret in its address; notes that it was read."""
    rows = CalendarFeed.objects.live().select_related("user")
    feed = rows.filter(token_hash=hashed(token)).first()
    if feed is not None:
        now = timezone.now()
        long_ago = Q(last_read_at=None) | Q(last_read_at__lt=now - NOTED_EVERY)
        CalendarFeed.objects.filter(long_ago, pk=feed.pk).update(last_read_at=now)
    return feed


def hashed(token: str) -> str:
    """What is kept of a secret. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
