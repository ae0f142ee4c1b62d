"""Money that speaks for a place within a council: that of its councils themselves. It stands beside
the place's own, marked, and is in no count and no total of the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from access.subqueries import Among
from funding.flow.filters import FlowFilter
from funding.models import FlowPlace
from interface.paging import bounded_counts
from pilots.models import Pilot
from pilots.place.beside import MOST, NOTHING, Line, Part, beside_of
from pilots.place.speaks_for import SpeaksFor
from records.statements import Given

# So many stand below the list of a place
SHOWN = 20
Numbers = Iterable[int] | Given


def of_others(
    rows: QuerySet[Any], *, place: Any, pilots: Numbers, councils: Numbers
) -> QuerySet[Any]:
    """Of these rows the latest of the councils, first of the programmes of the pilots here."""
    links = FlowPlace.objects.filter(Among("place_id", councils))
    of_pilots = Pilot.objects.filter(Among("pk", pilots), programme=OuterRef("programme"))
    found = rows.filter(~Q(reach_ids__contains=[place.pk]), pk__in=links.order_by().values("flow"))
    named = found.annotate(
        at_councils=ArraySubquery(links.filter(flow=OuterRef("pk")).values("place_id")),
        is_of_pilots=Exists(of_pilots),
    )
    return named.order_by("-is_of_pilots", "-updated_at", "-id")


def beside_part(of_whom: SpeaksFor, rows: list[Any], counts: list[tuple[str, str]]) -> Part:
    """These in lines; ``counts`` are those of the councils."""
    lines = []
    for row in rows:
        meaning = str(row.get_meaning_display())
        amount = f"{row.amount} {meaning}" if row.amount.known else f"{meaning}, amount not known"
        name = row.description or (row.programme.name if row.programme else "Money")
        whose = of_whom.of_council(row.at_councils)
        lines.append(Line(name, row.get_absolute_url(), whose, amount))
    return Part(lines, counts)


def beside_list(user: Any, chosen: FlowFilter) -> Part:
    """The same below the list of a place. Nothing, and no query, where no place within a council is
    chosen; else four queries."""
    beside = beside_of(user, chosen)
    if beside is None:
        return NOTHING
    with beside.rows() as rows:
        found = list(of_others(rows, **beside.asked)[:SHOWN])
    asked = [(rows, MOST) for rows in beside.of_councils()]
    numbers = bounded_counts(*asked) if asked else []
    return beside_part(beside.of_whom, found, beside.counts(numbers))
