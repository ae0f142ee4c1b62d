"""Money that speaks for a place within a council: that of its councils themselves. It stands beside
the place's own, marked, and is in no count and no total of the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from access.compiled import Given
from access.subqueries import Among
from funding.models import FlowPlace
from interface.nothing import address_with, around_of, rows_with
from interface.paging import bounded_counts
from pilots.models import Pilot
from pilots.place.beside import MOST, NOTHING, Line, Part, counts_of
from pilots.place.speaks_for import SpeaksFor, speaks_for

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


def beside_list(user: Any, chosen: Any) -> Part:
    """The same below the list of a place, under whatever other filters are in use.

    Nothing, and no query, where no place within a council is chosen; else four queries.
    """
    place = chosen.form.cleaned_data.get("place") if chosen.form.is_valid() else None
    of_whom = speaks_for(user, place) if place is not None else None
    if not of_whom:
        return NOTHING
    around = around_of(chosen, "place")
    councils = [one.record.pk for one in around]
    chosen.asks_examples = bool(place.is_example)
    with rows_with(chosen, {"place": None}) as rows:
        found = of_others(rows, place=place, pilots=of_whom.pilots.ids, councils=councils)[:SHOWN]
    chosen.asks_examples = False
    asked = []
    for one in around:
        with rows_with(chosen, {"place": one.record}) as rows:
            asked.append((rows, MOST))
    counts = zip(
        (one.record for one in around), bounded_counts(*asked) if asked else (), strict=True
    )
    return beside_part(
        of_whom, list(found), counts_of(counts, lambda key: address_with(chosen, "place", key))
    )
