"""The pilots of a place: how many, which, where they stand, and what happened."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from interface.paging import BoundedCount
from interface.words import capitalised
from partnerships.models import Place, Programme
from pilots.models import Pilot, Update
from pilots.permissions import can_read_working_text
from pilots.update.schedule import Period
from records import written
from records.addresses import address
from records.dates import DateWithPrecision
from records.models import Source

SHOWN = 8
MOST = 1_000
# How far back a pilot's confidence is looked for.
LATEST = 6
# What the parts of the page ask of pilots and of updates.
HERE = ("id", "name", "slug", "status", "sort_key", "updated_at", "update_due")
TOLD = (
    *("id", "pilot_id", "number", "state", "confidence", "period_start", "period_end"),
    *("public_sentence", "question", "questioned_at"),
)
NEWEST = "SELECT id, name, slug FROM {here} ORDER BY updated_at DESC, id DESC LIMIT %s"
# The first few pilots with what stands beside each, and a count over all of them. Written out, as
# other parts of the page are, because that compiles in no time.
ROWS = """
WITH listed AS (
  SELECT id, sort_key, status <> ALL(%s) AS is_over FROM {here}
  ORDER BY is_over, sort_key, id LIMIT %s
), shown AS (
  SELECT *, count(*) OVER () AS all_seen,
    count(*) FILTER (WHERE NOT is_over) OVER () AS all_under_way
  FROM listed ORDER BY is_over, sort_key, id LIMIT %s
)
SELECT pilot.id, pilot.name, pilot.slug, pilot.status, pilot.summary, pilot.challenge,
  pilot.target_group, pilot.start, pilot.start_precision, pilot."end", pilot.end_precision,
  programme.id AS programme__id, programme.name AS programme__name,
  source.id AS source__id, source.title AS source__title, source.slug AS source__slug,
  source.publisher AS source__publisher, source.published AS source__published,
  source.published_precision AS source__published_precision,
  shown.all_seen, shown.all_under_way,
  coalesce((SELECT there.name FROM pilots_pilotplace link
    JOIN partnerships_place there ON there.id = link.place_id
    WHERE link.pilot_id = shown.id AND link.role = 'lead' LIMIT 1), '') AS known_lead,
  ARRAY(SELECT there.name FROM pilots_pilotplace link
    JOIN partnerships_place there ON there.id = link.place_id
    WHERE link.pilot_id = shown.id AND link.role <> 'lead'
    ORDER BY link.role, link.id) AS other_places,
  ARRAY(SELECT jsonb_build_object('number', number, 'state', state, 'confidence', confidence,
      'start', period_start, 'end', period_end)
    FROM {told}
    WHERE told.pilot_id = shown.id ORDER BY number DESC LIMIT %s) AS latest,
  (SELECT jsonb_build_object('text', text, 'day', due, 'precision', due_precision)
    FROM pilots_milestone WHERE pilot_id = shown.id AND done IS NULL AND given_up_on IS NULL
    ORDER BY due, id LIMIT 1) AS coming,
  (SELECT jsonb_build_object('text', text, 'day', done, 'precision', done_precision)
    FROM pilots_milestone WHERE pilot_id = shown.id AND done IS NOT NULL
    ORDER BY done DESC, id DESC LIMIT 1) AS gone
FROM shown JOIN pilots_pilot pilot ON pilot.id = shown.id
LEFT JOIN partnerships_programme programme ON programme.id = pilot.programme_id
LEFT JOIN records_source source ON source.id = pilot.source_id
ORDER BY shown.is_over, shown.sort_key, shown.id
"""
# Figures, changes and partners of a place are looked for among so many of its pilots.
LOOKED_AT = 300
NAMELESS = str(Pilot())

UNDER_WAY = [str(status) for status in Pilot.UNDER_WAY]
UNDER_WAY_FIRST = Case(When(status__in=Pilot.UNDER_WAY, then=Value(0)), default=Value(1))


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One pilot as a line of the table. ``confidence`` is empty for the public."""

    pilot: Pilot
    others: tuple[str, ...]
    update: str
    update_url: str
    confidence: str
    next_milestone: str
    last_milestone: str

    @property
    def where(self) -> str:
        """The places that it works in beside the one that leads it."""
        more = len(self.others) - 3
        return ", ".join(self.others[:3]) + (f" and {more} more" if more > 0 else "")

    @property
    def dates(self) -> str:
        """From when to when, as precisely as known."""
        start, end = self.pilot.started, self.pilot.ended
        if start and end:
            return f"{start} to {end}"
        return f"since {start}" if start else f"to {end}" if end else ""


@dataclass(frozen=True, slots=True)
class Pilots:
    """The pilots of a place, those under way first, as far as the reader sees them."""

    rows: list[PilotRow]
    count: BoundedCount
    under_way: int
    url: str

    @property
    def pilots(self) -> list[Pilot]:
        """The pilots that are shown."""
        return [row.pilot for row in self.rows]

    @property
    def only(self) -> Pilot | None:
        """The one pilot, where there is just one."""
        return self.rows[0].pilot if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class Seen:
    """The pilots of a place that a reader sees, and those whose parts are looked at.

    ``looked_at`` are all pilots of a place, the latest changed of a region: id to (name, slug).
    ``here`` are the pilots and ``told`` all updates that the reader sees, for written queries.
    """

    pilots: QuerySet[Pilot]
    here: written.Part
    told: written.Part
    looked_at: dict[int, tuple[str, str]]

    @property
    def ids(self) -> list[int]:
        """Ids of the pilots that are looked at."""
        return list(self.looked_at)

    def name(self, pk: int) -> str:
        """What a pilot is called."""
        return self.looked_at[pk][0] or NAMELESS

    def slug(self, pk: int) -> str:
        """A pilot in addresses."""
        return self.looked_at[pk][1]

    def url(self, pk: int) -> str:
        """Where a pilot is."""
        return address("pilot", self.slug(pk))


def seen_in(user: Any, place: Place) -> Seen:
    """The pilots here and at places within that this reader sees. One query."""
    pilots = Pilot.objects.visible_to(user).in_place(place)
    here = written.seen(pilots, "here", *HERE)
    told = written.seen(Update.objects.visible_to(user), "told", *TOLD)
    newest = written.read(NEWEST.format(here=here), (*here.values, LOOKED_AT))
    return Seen(pilots, here, told, {pk: (name, slug) for pk, name, slug in newest})


def pilots_of(user: Any, place: Place, seen: Seen) -> Pilots:
    """The first few pilots, with last update and next milestone, and how many there are."""
    rows = _rows(seen)
    url = f"{reverse('pilots')}?place={place.slug}"
    count, under_way = (rows[0].all_seen, rows[0].all_under_way) if rows else (0, 0)
    bounded = BoundedCount(min(count, MOST), more=count > MOST)
    return Pilots([_row(user, pilot) for pilot in rows], bounded, under_way, url)


def _rows(seen: Seen) -> list[Any]:
    params = (UNDER_WAY, *seen.here.values, MOST + 1, SHOWN, *seen.told.values, LATEST)
    sql = ROWS.format(here=seen.here, told=seen.told)
    return written.records(Pilot, sql, params, programme=Programme, source=Source)


def _said(text: str | None) -> str:
    if not text:
        return ""
    one = json.loads(text)
    return f"{one['text']}, {DateWithPrecision(_day(one['day']), one['precision'])}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _row(user: Any, pilot: Any) -> PilotRow:
    update, url = "", ""
    latest = [json.loads(one) for one in pilot.latest]
    if latest:
        last = latest[0]
        start = _day(last["start"]) if last["start"] else None
        update = Period(start, _day(last["end"])).words
        url = address("pilot_update_page", pilot.slug, last["number"])
    confident = _confidence(latest) if can_read_working_text(user) else ""
    return PilotRow(
        pilot=pilot,
        others=tuple(pilot.other_places),
        update=capitalised(update),
        update_url=url,
        confidence=str(Update.Confidence(confident).label).capitalize() if confident else "",
        next_milestone="" if pilot.has_ended else _said(pilot.coming),
        last_milestone=_said(pilot.gone),
    )


def _confidence(updates: list[dict[str, str]]) -> str:
    """What the latest accepted update that says so is confident of."""
    accepted = [one for one in updates if one["state"] == Update.State.ACCEPTED]
    return next((one["confidence"] for one in accepted if one["confidence"]), "")
