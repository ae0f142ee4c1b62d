"""The figures of a pilot in short, as its own page shows them: the first few, and what is next."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from access.kept import kept
from interface.cut import Cut
from interface.paging import up_to
from pilots.indicator.measures import Measure, measures
from pilots.models import Indicator, Pilot, Remeasure


def first_of_pilot(user: Any, pilot: Pilot, most: int) -> list[Measure]:
    """The first few measures of a pilot that the caller has authorised, what it does before what it
    found in the area. Of all others, which may be hundreds, nothing is read; of these only a part
    of another one has its whole series, which is held against that of the other."""
    rows = _first(most, pilot=pilot)
    for row in rows:
        row.pilot = pilot
    parts = [row.pk for row in rows if row.part_of_id]
    return [each for each in measures(user, rows, parts) if each.indicator.is_first]


@kept
def _first(most: int, *, pilot: Any) -> Any:
    """With the wholes that they are a part of, which are not ``is_first``."""
    own = Indicator.objects.filter(pilot=pilot).order_by("is_context", "number")
    first = own.values("pk")[:most]
    wholes = own.filter(pk__in=first).order_by().values("part_of")
    wanted = own.filter(Q(pk__in=first) | Q(pk__in=wholes))
    return wanted.annotate(is_first=Q(pk__in=first))


def next_to_count(user: Any, pilot: Pilot, most: int) -> Cut:
    """The first few indicators of such a pilot that are to be counted again, each with
    ``again_on``."""
    found: list[Any] = []
    for remeasure in _next(user, most + 1, pilot=pilot):
        remeasure.indicator.pilot = pilot
        remeasure.indicator.again_on = remeasure.due
        found.append(remeasure.indicator)
    url = reverse("pilot_indicators", args=[pilot.slug])
    return Cut(found[:most], up_to(len(found), most), url)


@kept
def _next(user: Any, most: int, *, pilot: Any) -> Any:
    waiting = Remeasure.objects.waiting(user).filter(indicator__pilot=pilot)
    # An indicator may be counted again many times: of each the next one
    next_of = waiting.order_by("indicator_id", "due", "id").distinct("indicator_id").values("pk")
    rows = Remeasure.objects.filter(pk__in=next_of).select_related("indicator")
    return rows.order_by("due", "indicator__number")[:most]
