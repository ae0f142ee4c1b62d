"""What is next for a pilot and what came last: its own milestones and its programme's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from dashboards.pilot.days import day_words
from interface.words import ended_once
from pilots.engagement.reading import ReadPromise
from pilots.milestone.reading import OF_PROGRAMME, is_over, read_milestone
from pilots.models import Engagement, Milestone, Pilot

SHOWN = 4
REACHED = 4


@dataclass(frozen=True)
class Event:
    """A milestone or a promise as the page shows it; ``is_ahead``: neither reached nor given up, of
    a pilot that has not ended; ``is_late``: its day is over, and nobody said what became of it.
    ``soon`` says its day in short; ``line`` says all of it, with how it stands. ``is_own``: it is
    the pilot's, not its programme's."""

    soon: str
    text: str
    day: dt.date | None = None
    when: str = ""
    line: str = ""
    is_ahead: bool = False
    is_late: bool = False
    todo: bool = True
    done_url: str = ""
    is_own: bool = True


def events_of(
    pilot: Pilot, today: dt.date, *, logs: bool = False, leads: bool = False
) -> list[Event]:
    """In their order; of the pilot's own for who ``logs``, and of the programme's for who ``leads``
    it, with the press that says that one is done. One query."""
    own = Q(pilot=pilot)
    if pilot.programme_id is not None:
        own |= Q(programme=pilot.programme_id)
    milestones = Milestone.objects.filter(own).with_first_plan()
    rows = sorted(milestones, key=lambda milestone: (milestone.done or milestone.due, milestone.pk))
    made = []
    for row in rows:
        read = read_milestone(row, today, is_over=is_over(row, pilot))
        is_ahead = not (row.done or row.given_up_on or pilot.has_ended)
        day = row.done or row.due
        late = is_ahead and row.is_late(today)
        text = ended_once(f"{read.text}. {'. '.join(read.notes)}.") if read.notes else read.text
        of = OF_PROGRAMME if row.programme_id else ""
        soon = f"{day_words(row.day, today)}{of}" if is_ahead and row.day else read.when
        may = leads if row.programme_id else logs
        url = row.done_url if may and is_ahead and row.day and row.day.first <= today else ""
        told = (soon, text, day, read.when, read.line, is_ahead, late, read.todo, url)
        made.append(Event(*told, is_own=row.programme_id is None))
    return made


def coming(
    pilot: Pilot,
    events: list[Event],
    visits: Iterable[Engagement],
    promises: list[ReadPromise],
    today: dt.date,
) -> list[Event]:
    """What is late first, then what is next, and the day on which it is to end."""
    ahead = [event for event in events if event.is_ahead]
    ahead += [
        Event(day_words(visit.day, today), f"Visit: {visit.purpose}", visit.on)
        for visit in visits
        if visit.day
    ]
    ahead += [
        Event(
            day_words(promise.due, today),
            f"{promise.owner} promised: {promise.text}",
            promise.due,
            is_late=promise.is_late,
        )
        for promise in promises
    ]
    ahead.sort(key=lambda event: (not event.is_late, event.day or dt.date.max))
    end = pilot.ended
    last = [Event(day_words(end, today), "The pilot ends", end.last)] if end else []
    return ahead[:SHOWN] + (last if pilot.is_under_way else [])


def reached(events: list[Event]) -> list[Event]:
    """The last that were reached or given up; of an ended pilot, all its last."""
    return [event for event in events if not event.is_ahead][-REACHED:]
