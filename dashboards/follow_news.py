"""What changed at places for everyone to read, and the letters that tell it to who follows them.

It is told from public records as they stand now. A record counts as changed when something moved
that its public page says; who works on it and what they send unseen does not. Each kind is read
once for a whole batch of followers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.outbox import stored, wake
from accounts.notice.rights import Line
from barriers.models import Barrier
from funding.models import Flow
from governance.models import Decision
from interface.context import absolute
from interface.words import count_words
from partnerships.models import Place
from people.models import Subscription
from people.subscription.actions import TELLING, leave_url
from pilots.models import Actual, Pilot, Update
from policy.models import RegionalUpdate
from records.settled import settled

ANYONE = AnonymousUser()
AT_ONCE = 500
MOST_READ = 2_000
MOST_NAMED = 15
# What is still being written when we look is told the next time.
MARGIN = dt.timedelta(minutes=2)
# What the public reads of each: a change of anything else is no news.
SAID = {
    Pilot: ("visibility", "name", "summary", "challenge", "target_group", "status", "start", "end"),
    Flow: ("visibility", "description", "amount_low", "amount_high", "meaning", "start", "end"),
    Barrier: ("visibility", "title", "because", "status", "resolution"),
    Decision: ("visibility", "state", "public_words", "outcome", "decided_on"),
}


@dataclass(frozen=True, slots=True)
class News:
    """One thing that changed: where (the place and all above it), when, and in what words.

    ``opened`` is when it came into public sight, where that was after we began to look.
    """

    reach: frozenset[int]
    at: dt.datetime
    text: str
    url: str
    record: Any
    opened: dt.datetime | None = None

    def line(self, since: dt.datetime) -> str:
        """In words for somebody who was told everything until ``since``."""
        is_new = self.opened is not None and self.opened > since
        return self.text.format(verb="New" if is_new else "Changed")


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
    if letters_made:
        transaction.on_commit(wake)
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
        Notice.objects.bulk_create(letters)
        Subscription.objects.filter(pk__in=[subscription.pk for subscription in batch]).update(
            told_until=until
        )
    return len(letters)


def news_of(places: set[int], since: dt.datetime, until: dt.datetime) -> list[News]:
    """What changed at these places in public after ``since``, newest first. Thirteen queries."""
    pieces = [
        *_records(Pilot.objects.with_places(), places, since, until),
        *_updates(places, since, until),
        *_figures(places, since, until),
        *_records(Flow.objects.payments().select_related("receiver"), places, since, until),
        *_records(Barrier.objects.all(), places, since, until),
        *_regional(places, since, until),
        *_decisions(places, since, until),
    ]
    return sorted(pieces, key=lambda news: news.at, reverse=True)


def _records(
    rows: QuerySet,
    places: set[int],
    since: dt.datetime,
    until: dt.datetime,
    through: str = "",
) -> Iterator[News]:
    """``through`` is the way to the record whose places they have."""
    moved = rows.visible_to(ANYONE).filter(
        **{f"{through}reach_ids__overlap": sorted(places)},
        updated_at__gt=since,
        updated_at__lte=until,
    )
    records = {row.pk: row for row in moved.order_by("-updated_at", "-id")[:MOST_READ]}
    for pk, at, opened in _changes(rows.model, list(records), since, until):
        row = records[pk]
        reach = frozenset(getattr(row, through.removesuffix("__"), row).reach_ids)
        yield News(reach, at, _words(row), row.get_absolute_url(), row, opened)


def _changes(model: Any, ids: list[int], since: dt.datetime, until: dt.datetime) -> list[Any]:
    """For each record whose public words moved: its id, when last, and when it was opened."""
    before, after = (
        ", ".join(f"{state}->>'{column}'" for column in SAID[model])
        for state in ("before", "after")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH moment AS (
              SELECT object_id, at, (array_agg(before ORDER BY id))[1] AS before,
                (array_agg(after ORDER BY id DESC))[1] AS after
              FROM records_historyentry
              WHERE model = %s AND object_id = ANY(%s) AND at > %s AND at <= %s
              GROUP BY object_id, at
            )
            SELECT object_id, max(at),
              max(at) FILTER (WHERE before->>'visibility' IS DISTINCT FROM 'public')
            FROM moment
            WHERE after->>'visibility' = 'public' AND ROW({before}) IS DISTINCT FROM ROW({after})
            GROUP BY object_id
            """,  # noqa: S608 - names of our own columns
            [model._meta.label_lower, ids, since, until],
        )
        return cursor.fetchall()


def _words(row: Any) -> str:
    """What a record is called, with ``{verb}`` where it says whether it is new."""
    match row:
        case Pilot():
            line = f"pilot: {row.title}, {row.get_status_display()}"
        case Flow():
            line = f"money: {row.description or row.receiver or row.receiver_said or 'a flow'}"
            line = f"{line}, {row.amount}, {row.get_meaning_display()}"
        case Decision():
            line = f"decision of {row.board}: {row.for_residents}, {row.get_state_display()}"
        case _:
            line = f"in what gets in the way: {row.title}, {row.get_status_display()}"
    return "{verb} " + line.replace("{", "{{").replace("}", "}}")


def _updates(places: set[int], since: dt.datetime, until: dt.datetime) -> Iterator[News]:
    accepted = Update.objects.visible_to(ANYONE).accepted()
    rows = accepted.filter(
        pilot__reach_ids__overlap=sorted(places), accepted_at__gt=since, accepted_at__lte=until
    ).exclude(public_sentence="")
    shown = rows.select_related("pilot").prefetch_related("pilot__place_links__place")
    for row in shown.order_by("-accepted_at", "-id")[:MOST_READ]:
        line = f"{row.pilot.title}: {row.public_sentence}".replace("{", "{{").replace("}", "}}")
        reach = frozenset(row.pilot.reach_ids)
        at: Any = row.accepted_at  # it is accepted
        yield News(reach, at, line, row.get_absolute_url(), row)


def _figures(places: set[int], since: dt.datetime, until: dt.datetime) -> Iterator[News]:
    """Figures of pilots that came into public sight, one line for each thing that is counted:
    accepted with their update or by themselves, or open from the start."""
    rows = (
        Actual.objects.visible_to(ANYONE)
        .live()
        .annotate(came=Coalesce("update__accepted_at", "accepted_at", "created_at"))
    )
    new = rows.filter(
        indicator__pilot__reach_ids__overlap=sorted(places), came__gt=since, came__lte=until
    )
    latest = {}
    for row in new.select_related("indicator__pilot").order_by("came", "id")[:MOST_READ]:
        latest[row.indicator_id] = row
    for row in latest.values():
        pilot = row.indicator.pilot
        line = f"A new figure of {pilot.title}: {row.indicator.name}"
        line = line.replace("{", "{{").replace("}", "}}")
        url = row.indicator.get_absolute_url()
        yield News(frozenset(pilot.reach_ids), row.came, line, url, row)


def _decisions(places: set[int], since: dt.datetime, until: dt.datetime) -> Iterator[News]:
    """What boards of these places decided, in one line each; what is to come is no news yet."""
    rows = Decision.objects.as_rows().filter(decided_on__isnull=False)
    yield from _records(rows, places, since, until, through="board__")


def _regional(places: set[int], since: dt.datetime, until: dt.datetime) -> Iterator[News]:
    """Regional updates that came out, for who follows the region."""
    out = RegionalUpdate.objects.published().filter(
        region__in=places, published_at__gt=since, published_at__lte=until
    )
    for row in out.select_related("region"):
        line = f"The regional update of {row} is out"
        at: Any = row.published_at  # it is published
        yield News(frozenset({row.region_id}), at, line, row.get_absolute_url(), row)


def _letter(subscription: Subscription, news: list[News]) -> Notice | None:
    """What this follower is told; None where there is nothing to tell."""
    since: Any = subscription.told_until
    mine = [each for each in news if subscription.place_id in each.reach and each.at > since]
    if not mine:
        return None
    told = mine[:MOST_NAMED]
    more = [Line(f"and {len(mine) - MOST_NAMED} more")] if len(mine) > MOST_NAMED else []
    subject = f"{subscription.place}: {count_words(len(mine), 'piece', 'pieces')} of news"
    common = {
        "kind": TELLING,
        "subject": subject[:200],
        "url": subscription.place.get_absolute_url(),
    }
    if subscription.user:
        named = [Line(each.line(since), each.record) for each in told]
        return Notice(
            user=subscription.user, lines=[stored(line) for line in [*named, *more]], **common
        )
    items = [Line(f"- {each.line(since)}\n  {absolute(each.url)}", each.record) for each in told]
    ends = [Line(""), Line("All that everyone may read:")]
    return Notice(
        email=subscription.email,
        text=_opening(subscription.place),
        lines=[stored(line) for line in [*items, *more, *ends]],
        by_mail=True,
        leave_url=leave_url(subscription),
        **common,
    )


def _opening(place: Place) -> str:
    return f"You follow {place} on Placebook. This changed since we last wrote."
