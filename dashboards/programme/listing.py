"""The list of programmes: where place-based work was tried before, and is tried now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from interface import paging, words
from interface.paging import BoundedCount, Page, Sort
from partnerships.filters import ProgrammeFilter
from partnerships.models import Programme, ProgrammePlace
from partnerships.subqueries import UpTo
from pilots.models import Pilot
from records.dates import DateWithPrecision

# A start that is not known comes before every known one, so that newest first leaves it last.
NO_START = dt.date(1, 1, 1)


def start_words(programme: Programme) -> str:
    """When it began, for the way on to the next page."""
    return str(DateWithPrecision.of(programme, "start") or "those whose start is not known")


SORTS = (
    Sort("name", "sort_key"),
    Sort("start", "known_start", says=start_words, starts_descending=True),
)
PAGE = 30
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Row:
    """One programme with its dates, its lead as it was then called, and what can be seen of it."""

    programme: Programme
    dates: str
    lead: str
    places: int
    pilots: BoundedCount


@dataclass(frozen=True)
class Programmes:
    """One page of the list."""

    filter: ProgrammeFilter
    page: Page
    rows: list[Row]
    count: BoundedCount

    @property
    def words(self) -> str:
        """How many programmes match."""
        said = self.count.words("programme")
        return words.capitalised(said)


def build(user: Any, params: Mapping[str, Any]) -> Programmes:
    """The page that these parameters ask for."""
    chosen = ProgrammeFilter(params, listed(user, MOST_COUNTED))
    chosen.reader = user
    page = paging.page(chosen.qs, params, SORTS, size=PAGE)
    return Programmes(
        filter=chosen,
        page=page,
        rows=[_row(one) for one in page.rows],
        count=paging.bounded_count(chosen.qs),
    )


def listed(user: Any, most: int | None = None) -> QuerySet[Programme]:
    """Programmes with their lead, and counts of places and of the pilots that this reader sees."""
    pilots = Pilot.objects.visible_to(user).filter(programme=OuterRef("pk"))
    places = ProgrammePlace.objects.filter(programme=OuterRef("pk"))
    return (
        Programme.objects.visible_to(user)
        .select_related("lead", "source")
        .prefetch_related("lead__names")
        .annotate(
            known_start=Coalesce("start", Value(NO_START)),
            place_count=UpTo(places),
            pilot_count=UpTo(pilots, most),
        )
    )


def dates_of(programme: Programme) -> str:
    """ "February 2021 to March 2023", as precisely as known; empty where nothing is."""
    start = words.with_precision(programme.start, programme.start_precision)
    end = words.with_precision(programme.end, programme.end_precision)
    if programme.end is None:
        return f"From {start}" if programme.start else ""
    if programme.start is None:
        return f"Until {end}"
    if start == end:
        return start
    # A financial year is itself "2013 to 2014"
    joint = ", until " if "financial" in start + end else " to "
    return f"{words.capitalised(start)}{joint}{end}"


def lead_of(programme: Programme) -> str:
    """The body that leads it, by the name that it had when the programme began (or ended)."""
    if programme.lead is None:
        return ""
    return programme.lead.name_on(programme.start or programme.end)


def _row(programme: Programme) -> Row:
    count = programme.pilot_count
    return Row(
        programme=programme,
        dates=dates_of(programme),
        lead=lead_of(programme),
        places=programme.place_count,
        pilots=BoundedCount(min(count, MOST_COUNTED), more=count > MOST_COUNTED),
    )
