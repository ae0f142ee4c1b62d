"""What changed where somebody works since they were last here, and what is coming there.

Told from the records as they stand now and only from those that the reader may see, so nothing
that was hidden before is told; who changed what is on each record's history page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from interface.sections import SHOWN
from partnerships.scope import works_at
from partnerships.waiting import NEWEST, Change, Changed, Work
from pilots.models import Milestone, Pilot
from records.dates import DateWithPrecision, months_on
from records.subjects import declared

WITHOUT_VISIT = dt.timedelta(days=14)
MONTHS = 6


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


def changes(work: Work, now: dt.datetime) -> Changes:
    """The newest changes of every kind that a subject declares."""
    since = work.user.seen_before_at or now - WITHOUT_VISIT
    told = [change for kind in declared(Changed) for change in kind.changes(work, since)]
    newest = sorted(told, key=lambda change: change.at, reverse=True)[:NEWEST]
    return Changes(since, work.user.seen_before_at is not None, newest)


@dataclass(frozen=True)
class Dated:
    """Something that happens on a day, as precisely as known."""

    label: str
    value: str
    url: str


def milestones(work: Work) -> list[Dated]:
    """Milestones of the next six months where this user works, the first one first."""
    pilots = Pilot.objects.visible_to(work.user).filter(works_at(work.reader))
    mine = Q(pilot__in=pilots.values("pk")) | Q(programme__in=sorted(work.reader.programmes))
    seen = Milestone.objects.visible_to(work.user).to_come()
    seen = seen.exclude(pilot__status__in=Pilot.ENDED)
    coming = seen.filter(mine, due__gte=work.today, due__lte=months_on(work.today, MONTHS))
    rows = coming.select_related("pilot", "programme").order_by("due", "id")[:SHOWN]
    return [
        Dated(
            label=str(DateWithPrecision.of(row, "due")),
            value=f"{row.text} ({row.pilot or row.programme})",
            url=(row.pilot or row.programme).get_absolute_url(),
        )
        for row in rows
    ]
