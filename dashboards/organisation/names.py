"""What an organisation is and was called, and who took over from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from interface.words import date_words
from partnerships.models import Organisation, OrganisationName, OrganisationPlace, PlaceLink
from records.dates import DateWithPrecision
from records.models import Source

MOST = 20
GOVERNS = OrganisationPlace.Role.GOVERNS


@dataclass(frozen=True)
class Called:
    """A name and when it held, as precisely as known; empty words where that is not known."""

    name: str
    short: str
    since: str
    until: str
    is_current: bool
    source: Source | None
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def words(self) -> str:
        """When it was called so: "From May 2006 to January 2018", "Today, since July 2024"."""
        if self.is_current:
            return f"Today, since {self.since}" if self.since else "Today"
        since = f"From {self.since}" if self.since else "From a date not known"
        return f"{since} to {self.until}"


def names(organisation: Organisation) -> list[Called]:
    """All its names, that of today first. One query."""
    rows = organisation.names.select_related("source").order_by(
        F("valid_from").desc(nulls_last=True), "-id"
    )
    return [_called(row) for row in sorted(rows, key=lambda row: row.valid_to is not None)]


def after(user: Any, organisation: Organisation) -> list[Organisation]:
    """Who took over: of a council of which the place became several, those that govern these."""
    if organisation.succeeded_by or not organisation.ended_on:
        return [organisation.succeeded_by] if organisation.succeeded_by else []
    governed = OrganisationPlace.objects.filter(organisation=organisation, role=GOVERNS)
    links = PlaceLink.objects.filter(
        place__in=governed.values("place"), kind=PlaceLink.Kind.SUCCEEDED_BY
    )
    seats = OrganisationPlace.objects.filter(place__in=links.values("other"), role=GOVERNS)
    rows = Organisation.objects.visible_to(user).filter(pk__in=seats.values("organisation"))
    return list(rows.filter(sector=organisation.sector)[:MOST])


def also_called(organisation: Organisation, names: list[Called]) -> list[str]:
    """What it is called for short today, and what else people call it as far as that is known."""
    short = [name.short for name in names if name.is_current and name.short]
    others = organisation.synonyms.filter(note="").values_list("words", flat=True)
    return [name for name in dict.fromkeys([*short, *others]) if name != organisation.name]


def _called(row: OrganisationName) -> Called:
    return Called(
        name=row.name,
        short=row.short_name,
        since=str(DateWithPrecision.of(row, "valid_from") or ""),
        until=str(DateWithPrecision.of(row, "valid_to") or ""),
        is_current=row.valid_to is None,
        source=row.source,
        first=row.valid_from,
        last=row.valid_to,
    )


def called_on(names: list[Called], day: dt.date) -> str:
    """What it was called on a day, in a sentence; that it is not known where no name is dated."""
    for name in names:
        begins, ends = name.first or dt.date.min, name.last or dt.date.max
        if (name.first or name.last) and begins <= day < ends:
            return f"On {date_words(day)} it was called {name.name}."
    return f"What it was called on {date_words(day)} is not recorded."
