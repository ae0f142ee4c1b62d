"""What changed where somebody works since they were last here.

Told from the records as they stand now and only from those that the reader may see, so nothing
that was hidden before is told; who changed what is on each record's history page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from barriers.models import Barrier
from dashboards.scope import could_unlock, gives_or_gets, joined_by, works_at
from funding.models import Flow
from interface import words
from partnerships.visibility import Reader
from pilots.models import Pilot, Update

SHOWN = 6
WITHOUT_VISIT = dt.timedelta(days=14)
UPDATE_SAID = {
    Update.State.SUBMITTED: "Update sent:",
    Update.State.QUESTIONED: "Question asked about an update:",
    Update.State.ACCEPTED: "Update accepted:",
}


@dataclass(frozen=True)
class Change:
    """One change, as ``components/timeline.html`` shows it."""

    at: dt.datetime
    text: str
    url: str
    link: str

    @property
    def when(self) -> str:
        """The day of it, in London."""
        return words.date_words(timezone.localtime(self.at).date())


@dataclass(frozen=True)
class Changes:
    """The newest changes since a moment; ``visited`` is False where no earlier visit is known."""

    since: dt.datetime
    visited: bool
    events: list[Change]

    @property
    def title(self) -> str:
        """What the section is called."""
        return "Since you were last here" if self.visited else "In the last two weeks"


def build(user: Any, reader: Reader, now: dt.datetime) -> Changes:
    """The newest changes of pilots, updates, barriers and money where this reader works."""
    since = user.seen_before_at or now - WITHOUT_VISIT
    pilots = Pilot.objects.visible_to(user).filter(works_at(reader) | joined_by(reader))
    told = chain(
        _records("Pilot", pilots.with_lead(), since),
        _updates(user, pilots, since),
        _records("Barrier", _barriers(user, reader), since),
        _records("Money", _flows(user, reader), since),
    )
    newest = sorted(told, key=lambda change: change.at, reverse=True)[:SHOWN]
    return Changes(since, user.seen_before_at is not None, newest)


def _barriers(user: Any, reader: Reader) -> QuerySet:
    return Barrier.objects.visible_to(user).filter(works_at(reader) | could_unlock(reader))


def _flows(user: Any, reader: Reader) -> QuerySet:
    return Flow.objects.visible_to(user).filter(works_at(reader) | gives_or_gets(reader))


def _records(noun: str, rows: QuerySet, since: dt.datetime) -> Iterator[Change]:
    for row in rows.filter(updated_at__gte=since).order_by("-updated_at", "-id")[:SHOWN]:
        verb = "added" if row.created_at >= since else "changed"
        title = getattr(row, "title", "") or str(row)
        yield Change(row.updated_at, f"{noun} {verb}:", row.get_absolute_url(), title)


def _updates(user: Any, pilots: QuerySet, since: dt.datetime) -> Iterator[Change]:
    rows = Update.objects.visible_to(user).filter(
        pilot__in=pilots.values("pk"), updated_at__gte=since
    )
    for update in rows.with_pilot().order_by(F("updated_at").desc(), "-id")[:SHOWN]:
        yield Change(
            update.updated_at,
            UPDATE_SAID[Update.State(update.state)],
            update.get_absolute_url(),
            update.pilot_title,
        )
