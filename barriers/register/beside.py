"""Barriers that speak for a place within a council: of the pilots that work there, and of its
councils themselves. They stand beside its own, marked, and are in no count of the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse

from access.subqueries import Among, UpTo
from barriers.models import BarrierPlace
from barriers.register.filters import BarrierFilter
from interface import querystring
from interface.paging import BoundedCount, bounded_counts, up_to
from pilots.place.beside import MOST, NOTHING, Line, Part, beside_of
from pilots.place.speaks_for import OF_THE_PILOT, SpeaksFor
from records.statements import Given

# So many stand below the list of a place
SHOWN = 20
Numbers = Iterable[int] | Given


def of_others(
    rows: QuerySet[Any], *, place: Any, pilots: Numbers, councils: Numbers
) -> QuerySet[Any]:
    """Of these rows the latest of the pilots, then of the councils; none that is here already."""
    elsewhere = rows.filter(~Q(reach_ids__contains=[place.pk]))
    of_pilot = elsewhere.filter(Among("pilot_id", pilots))
    links = BarrierPlace.objects.filter(Among("place_id", councils))
    of_council = Q(pk__in=links.order_by().values("barrier"))
    found = elsewhere.filter(of_council | Q(Among("pilot_id", pilots))).annotate(
        is_of_pilot=Among("pilot_id", pilots),
        of_pilots=UpTo(of_pilot, MOST),
        at_councils=ArraySubquery(links.filter(barrier=OuterRef("pk")).values("place_id")),
    )
    pilots_first = F("is_of_pilot").desc(nulls_last=True)
    return found.order_by(pilots_first, "-updated_at", "-id")


def of_pilot(slug: str) -> str:
    """The list of a pilot."""
    return f"{reverse('barriers')}?pilot={slug}"


def beside_part(
    of_whom: SpeaksFor,
    rows: list[Any],
    counts: list[tuple[str, str]],
    url: Callable[[str], str] = of_pilot,
) -> Part:
    """These in lines; ``counts`` are those of the councils, ``url`` leads to those of a pilot."""
    lines = [
        Line(
            title=row.title,
            url=row.get_absolute_url(),
            whose=(
                of_whom.of_pilot(row.pilot_id)
                if row.is_of_pilot
                else of_whom.of_council(row.at_councils)
            ),
            note=f"status {row.get_status_display()}",
        )
        for row in rows
    ]
    if rows and rows[0].of_pilots:
        counts = [_of_pilots(of_whom, rows[0].of_pilots, url), *counts]
    return Part(lines, counts)


def _of_pilots(of_whom: SpeaksFor, number: int, url: Callable[[str], str]) -> tuple[str, str]:
    """How many barriers the pilots here have beside those of the place, and their list."""
    count, pilots = up_to(number, MOST), of_whom.pilots
    if len(pilots.ids) == 1:
        return f"{count.label} {OF_THE_PILOT}", url(pilots.slug(pilots.ids[0]))
    place = of_whom.place.slug
    return f"{count.label} of the pilots here", f"{reverse('pilots')}?place={place}"


def beside_list(chosen: BarrierFilter) -> Part:
    """The same below the list of a place. Nothing, and no query, where no place within a council is
    chosen; else four queries."""
    beside = beside_of(chosen.user, chosen)
    if beside is None:
        return NOTHING
    with beside.rows() as rows:
        found = list(of_others(rows, **beside.asked)[:SHOWN])
    pilots = beside.of_whom.pilots.ids
    asked = []
    for rows in beside.of_councils():
        # All that a council has may be the pilot's, which is counted already
        others = rows.filter(Q(pilot=None) | ~Q(Among("pilot_id", pilots)))
        asked += [(rows, MOST), (others, 0)]
    numbers = bounded_counts(*asked) if asked else []
    told = (
        count if others.count or others.more else BoundedCount(0)
        for count, others in zip(numbers[::2], numbers[1::2], strict=True)
    )

    def of_pilot(slug: str) -> str:
        names = {"place": None, "place_pick": None, "pilot": slug}
        return querystring.replaced(chosen.data, **names)

    return beside_part(beside.of_whom, found, beside.counts(told), of_pilot)
