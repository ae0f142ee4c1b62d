"""Pilots, partners and programmes of several places, so that they can be set side by side.

What is counted here is what the pages of each place count; the number of queries is the same for
two places and for six.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, JSONField, QuerySet, Subquery, When

from access.subqueries import at_each_place
from interface.paging import BoundedCount
from partnerships.models import Place, PlaceReach, Programme
from pilots.models import Pilot
from pilots.place.pilots import LOOKED_AT, MOST
from pilots.place.tried_before import is_running, when

SHOWN = 6
STATUSES = ", ".join(
    f"'{status}', count(*) FILTER (WHERE status = '{status}')" for status in Pilot.Status.values
)


class PilotsInNumbers(Subquery):
    """Of a correlated query of pilots, read once: how many of each status, the first few, those
    that are looked at, and their programmes. It reads no further than ``MOST`` and one more."""

    template = f"""(SELECT jsonb_build_object(
        'count', count(*), 'statuses', jsonb_build_object({STATUSES}),
        'first', (array_agg(id ORDER BY is_over, sort_key, id))[1:{SHOWN}],
        'newest', (array_agg(id ORDER BY updated_at DESC, id DESC))[1:{LOOKED_AT}],
        'programmes', array_agg(DISTINCT programme_id) FILTER (WHERE programme_id IS NOT NULL))
        FROM (%(subquery)s) pilot)"""  # noqa: S608 - nothing but names of ours is put in
    output_field = JSONField()

    def __init__(self, pilots: QuerySet) -> None:
        is_over = Case(When(status__in=Pilot.UNDER_WAY, then=0), default=1)
        read = pilots.order_by().annotate(is_over=is_over)
        columns = ("id", "status", "sort_key", "updated_at", "programme_id", "is_over")
        super().__init__(read.values(*columns)[: MOST + 1])


@dataclass(frozen=True, slots=True)
class PilotsAt:
    """The pilots at one of the places that the reader sees.

    ``by_status`` has the statuses that occur, in their order; nothing where there are too many to
    count. ``looked_at`` are ids, as ``PilotsHere`` has them.
    """

    count: BoundedCount
    by_status: dict[str, int]
    first: list[Pilot]
    looked_at: list[int]
    programmes: list[int]


def pilots_at_each(user: Any, places: Iterable[Place]) -> dict[int, PilotsAt]:
    """The pilots at each place and at places within it, by the place's id. Two queries."""
    seen = Pilot.objects.visible_to(user)
    rows: Any = Place.objects.filter(pk__in=[place.pk for place in places])
    counted = rows.annotate(pilots_seen=PilotsInNumbers(at_each_place(seen)))
    numbers = dict(counted.order_by().values_list("pk", "pilots_seen"))
    first = {pk for found in numbers.values() for pk in found["first"] or ()}
    named = seen.filter(pk__in=first).with_lead().only("name", "slug", "status").in_bulk()
    return {pk: _pilots(found, named) for pk, found in numbers.items()}


def _pilots(found: dict[str, Any], named: dict[int, Pilot]) -> PilotsAt:
    more = found["count"] > MOST
    return PilotsAt(
        count=BoundedCount(min(found["count"], MOST), more=more),
        by_status={}
        if more
        else {key: found["statuses"][key] for key in Pilot.Status.values if found["statuses"][key]},
        first=[named[pk] for pk in found["first"] or () if pk in named],
        looked_at=found["newest"] or [],
        programmes=found["programmes"] or [],
    )


@dataclass(slots=True)
class ProgrammeTried:
    """A programme and what part each of the places had in it, by the place's id.

    A place that is named without a part took part; of which kind is not recorded.
    """

    programme: Programme
    when: str
    is_running: bool
    parts: dict[int, list[str]] = field(default_factory=dict)


def programmes_at_each(
    places: Iterable[Place], pilots: Mapping[int, PilotsAt], today: dt.date
) -> list[ProgrammeTried]:
    """Programmes of these places, of places within them, and of their pilots. Two queries.

    Those that most of the places share come first, then the latest.
    """
    ids = [place.pk for place in places]
    parts = _parts(ids)
    for pk in ids:
        for programme in pilots[pk].programmes:
            parts[programme].setdefault(pk, [])
    rows = Programme.objects.filter(pk__in=list(parts))
    latest = rows.order_by(F("start").desc(nulls_last=True), "sort_key", "id")
    tried = [
        ProgrammeTried(row, when(row), is_running(row, today), dict(parts[row.pk]))
        for row in latest
    ]
    return sorted(tried, key=lambda row: -len(row.parts))


def _parts(ids: list[int]) -> dict[int, dict[int, list[str]]]:
    """Of each programme, by place, what part it had in it, or where in it. One query."""
    link = "place__programme_links"
    columns = ("programme", "named", "role")
    inside = PlaceReach.objects.filter(ancestor__in=ids, **{f"{link}__isnull": False})
    rows = inside.order_by("place__sort_key", f"{link}__id").values_list(
        "ancestor", "place", "place__name", *(f"{link}__{name}" for name in columns)
    )
    found: dict[int, dict[int, list[str]]] = defaultdict(dict)
    for at, place, name, programme, named, role in rows:
        where = "" if place == at else name
        said = ": ".join(filter(None, (", ".join(filter(None, (where, named))), role)))
        words = found[programme].setdefault(at, [])
        if said and said not in words:
            words.append(said)
    return found
