"""The letters that tell whoever follows a place what changed there for everyone to read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.outbox import Said, notice, tell_many
from accounts.notice.rights import Line
from interface.context import absolute
from interface.words import count_words
from partnerships.models import Place
from people.models import Subscription
from people.subscription.actions import TELLING, leave_url
from records.settled import settled
from records.subjects import registered
from registry.followed import Asked, FollowedNews, News

AT_ONCE = 500
MOST_NAMED = 15
# What is still being written when we look is told the next time.
MARGIN = dt.timedelta(minutes=2)


def tell_followers(now: dt.datetime | None = None) -> int:
    """Tell who follows a place what changed there since they were last told; gives how many.

    Each is looked at once on a day of London's calendar, so nobody gets two letters on one day.
    """
    now = now or timezone.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    until = settled(now - MARGIN)
    letters_made = 0
    if until < today:  # a second look on the same day would be a second letter
        return letters_made
    while (some := _tell_some(today, until)) is not None:
        letters_made += some
    return letters_made


def _tell_some(today: dt.datetime, until: dt.datetime) -> int | None:
    """Tell the next few hundred; None when nobody is left who was not told today."""
    with transaction.atomic():
        due = Subscription.objects.live().filter(told_until__lt=today)
        rows = due.select_for_update(of=("self",), skip_locked=True).select_related("place", "user")
        batch = list(rows.order_by("told_until", "id")[:AT_ONCE])
        if not batch:
            return None
        since = min(subscription.told_until for subscription in batch if subscription.told_until)
        news = news_of({subscription.place_id for subscription in batch}, since, until)
        letters = [letter for subscription in batch if (letter := _letter(subscription, news))]
        tell_many(letters)
        Subscription.objects.filter(pk__in=[subscription.pk for subscription in batch]).update(
            told_until=until
        )
    return len(letters)


def news_of(places: set[int], since: dt.datetime, until: dt.datetime) -> list[News]:
    """What changed at these places in public after ``since``, newest first. Thirteen queries."""
    asked = Asked(places, since, until)
    pieces = [news for kind in registered(FollowedNews) for news in kind.read(asked)]
    return sorted(pieces, key=lambda news: news.at, reverse=True)


def _letter(subscription: Subscription, news: list[News]) -> Notice | None:
    """What this follower is told; None where there is nothing to tell."""
    since: Any = subscription.told_until
    mine = [each for each in news if subscription.place_id in each.reach and each.at > since]
    if not mine:
        return None
    told = mine[:MOST_NAMED]
    more = [Line(f"and {len(mine) - MOST_NAMED} more")] if len(mine) > MOST_NAMED else []
    subject = f"{subscription.place}: {count_words(len(mine), 'piece', 'pieces')} of news"
    said: Said = {"kind": TELLING, "subject": subject, "about": None}
    said["url"] = subscription.place.get_absolute_url()
    if subscription.user:
        named = [Line(each.line(since), each.record) for each in told]
        said["to"], said["lines"] = subscription.user, [*named, *more]
        return notice(**said)
    items = [Line(f"- {each.line(since)}\n  {absolute(each.url)}", each.record) for each in told]
    ends = [Line(""), Line("All that everyone may read:")]
    said["email"], said["leave_url"] = subscription.email, leave_url(subscription)
    said["text"], said["lines"] = _opening(subscription.place), [*items, *more, *ends]
    return notice(**said)


def _opening(place: Place) -> str:
    return f"You follow {place} on Placebook. This changed since we last wrote."
