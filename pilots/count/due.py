"""The figures that are due, of all pilots whose progress somebody logs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from interface.words import date_words
from pilots.indicator import measures
from pilots.indicator.measures import Measure
from pilots.models import Indicator, Pilot, Remeasure, Update
from pilots.pilot.schedule import period_to_report

AHEAD = dt.timedelta(days=30)
MOST = 100


@dataclass(frozen=True)
class DueFigure:
    """A figure that is to be counted: of which day, and due since when (None: on no day)."""

    measure: Measure
    day: dt.date
    since: dt.date | None

    @property
    def pilot(self) -> Pilot:
        """The pilot that it belongs to."""
        return self.measure.indicator.pilot

    @property
    def since_words(self) -> str:
        """When it was or will be due."""
        return date_words(self.since) if self.since else "No day agreed"


def due_figures(user: Any, today: dt.date, pilot: Pilot | None = None) -> list[DueFigure]:
    """What is due within 30 days, the longest due first; of one ``pilot`` all that it is asked for.

    Five queries, for any number of pilots. At most one more than ``MOST``.
    """
    pilots = {row.pk: row for row in _pilots(user, today, pilot)}
    figures = Indicator.objects.filter(pilot__in=pilots).order_by("pilot_id", "number")
    rows = list(measures.with_next_time(user, figures)[: 10 * MOST])
    for row in rows:
        row.pilot = pilots[row.pilot_id]
    made = [
        _due(each, today, is_all=pilot is not None) for each in measures.measures(user, rows, ())
    ]
    due = [each for each in made if each is not None]
    due.sort(key=lambda each: (each.since or dt.date.max, each.pilot.sort_key))
    return due[: MOST + 1]


def _pilots(user: Any, today: dt.date, pilot: Pilot | None) -> Iterable[Pilot]:
    rows: QuerySet[Pilot] = Pilot.objects.visible_to(user).logged_by(user)
    if pilot is None:
        again = Remeasure.objects.filter(indicator__pilot=OuterRef("pk"), due__lte=today + AHEAD)
        owed = again.exclude(state=Remeasure.State.DROPPED)
        rows = rows.filter(Q(update_due__lte=today + AHEAD) | Exists(owed))
    else:
        rows = rows.filter(pk=pilot.pk)
    seen = Update.objects.visible_to(user).filter(pilot=OuterRef("pk")).order_by("-number")
    covered = Subquery(seen.values("period_end")[:1])
    with_all = rows.with_places().select_related("programme").annotate(covered_to=covered)
    return with_all.order_by("update_due", "pk")[:MOST]


def _due(measure: Measure, today: dt.date, *, is_all: bool) -> DueFigure | None:
    indicator = measure.indicator
    pilot: Any = indicator.pilot
    again, owed = _near(indicator.again_on, today), _near(pilot.update_due, today)
    day = _day_of(pilot, today) if pilot.update_due else today
    is_asked = measure.is_asked(today) and not measure.is_known_from(day)
    if not is_asked or not (owed or is_all):
        return DueFigure(measure, today, again) if again else None
    return DueFigure(measure, day, min(filter(None, (owed, again)), default=pilot.update_due))


def _near(day: dt.date | None, today: dt.date) -> dt.date | None:
    return day if day and day <= today + AHEAD else None


def _day_of(pilot: Any, today: dt.date) -> dt.date:
    """The last day of the period that the pilot's next update is about."""
    period = period_to_report(
        rhythm=pilot.rhythm, due=pilot.update_due, covered_to=pilot.covered_to, today=today
    )
    return min(period.end, today)
