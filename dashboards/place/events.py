"""What happened at a place, in order: milestones, changes of plan, news from updates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboards.place.pilots import Seen
from interface.words import capitalised
from partnerships.models import Place
from pilots.models import Change, Milestone, Update
from records import written
from records.addresses import address
from records.dates import DateWithPrecision

EVENTS = 8
CHANGES = 3
NEWS = 4

# Milestones of the pilots and of programmes here; written out because that compiles in no time.
DONE = """
SELECT one.id, one.text, one.done, one.done_precision, one.is_worked_out, one.pilot_id,
  programme.slug AS programme_slug, programme.name AS programme_name
FROM pilots_milestone one LEFT JOIN partnerships_programme programme
  ON programme.id = one.programme_id
WHERE one.done IS NOT NULL AND (one.pilot_id = ANY(%(pilots)s::bigint[])
  OR one.programme_id IN (
    SELECT link.programme_id FROM partnerships_programmeplace link
    JOIN partnerships_placereach reach ON reach.place_id = link.place_id
    WHERE reach.ancestor_id = %(place)s))
ORDER BY one.done DESC, one.id DESC LIMIT %(most)s
"""

CHANGED = """
SELECT id, pilot_id, before, after, why, "on", on_precision FROM pilots_change
WHERE pilot_id = ANY(%s::bigint[]) ORDER BY "on" DESC NULLS LAST, id DESC LIMIT %s
"""
LATEST_NEWS = """
SELECT id, pilot_id, period_start, period_end, public_sentence FROM {told}
WHERE told.state = 'accepted' AND told.pilot_id = ANY(%s::bigint[])
ORDER BY told.period_end DESC, told.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened here, or is still to come."""

    when: str
    text: str
    url: str = ""
    link: str = ""
    todo: bool = False
    day: dt.date = dt.date.min


def changes_of(seen: Seen) -> list[Change]:
    """The latest changes of plan."""
    return list(Change.objects.raw(CHANGED, (seen.ids, CHANGES)))


def events_of(place: Place, seen: Seen, changes: list[Change], *, several: bool) -> list[Event]:
    """What happened here, the latest first: milestones, changes of plan, news from updates."""
    asked = {"pilots": seen.ids, "place": place.pk, "most": EVENTS}
    found = [_milestone(one, seen, several) for one in Milestone.objects.raw(DONE, asked)]
    found += [_change(one, seen) for one in changes if one.on is not None]
    found += [_news(one, seen) for one in _latest_news(seen)]
    return sorted(found, key=lambda event: event.day, reverse=True)[:EVENTS]


def _milestone(one: Any, seen: Seen, several: bool) -> Event:
    when = str(DateWithPrecision.of(one, "done"))
    url = link = ""
    if one.programme_slug:
        url, link = address("programme", one.programme_slug), one.programme_name
    elif several and one.pilot_id is not None:
        url, link = seen.url(one.pilot_id), seen.name(one.pilot_id)
    return Event(
        when=f"About {when}" if one.is_worked_out else when,
        text=_sentence(one.text),
        url=url,
        link=link,
        day=one.done or dt.date.min,
    )


def plan_change(one: Change, seen: Seen) -> Event:
    """A change of plan in a sentence: from what, to what, why."""
    when = DateWithPrecision.of(one, "on")
    head = f"The plan changed ({when})" if when else "The plan changed"
    text = f"{head}. Before: {_sentence(one.before)} After: {_sentence(one.after)}"
    return Event(
        when="",
        text=f"{text} Why: {_sentence(one.why)}" if one.why else text,
        url=f"{seen.url(one.pilot_id)}#changes",
        link="How the plan changed",
    )


def _change(one: Change, seen: Seen) -> Event:
    return Event(
        when=str(DateWithPrecision.of(one, "on")),
        text=f"The plan changed: {one.after.rstrip('.')}.",
        url=f"{seen.url(one.pilot_id)}#changes",
        link="How the plan changed",
        day=one.on or dt.date.min,
    )


def _latest_news(seen: Seen) -> list[Update]:
    asked = (*seen.told.values, seen.ids, NEWS)
    return written.records(Update, LATEST_NEWS.format(told=seen.told), asked)


def _news(one: Update, seen: Seen) -> Event:
    when = one.period.words
    return Event(
        when=capitalised(when),
        text=_sentence(one.public_sentence or "Progress reported"),
        url=seen.url(one.pilot_id),
        link=seen.name(one.pilot_id),
        day=one.period_end,
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
