"""What an organisation is and was called, and who took over from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from interface.words import date_words
from partnerships.models import Organisation, OrganisationName, OrganisationSuccession
from records.dates import DateWithPrecision
from records.models import Source


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
        since = f"From {self.since}" if self.since else "Start date not known"
        return f"{since} to {self.until}"


def names(organisation: Organisation) -> list[Called]:
    """All its names, that of today first. One query."""
    rows = organisation.names.select_related("source").order_by(
        F("valid_from").desc(nulls_last=True), "-id"
    )
    return [_called(row) for row in sorted(rows, key=lambda row: row.valid_to is not None)]


@dataclass(frozen=True)
class InTime:
    """What came after a body and what came before it, each with its day as it is known and, where
    another took the place of the same body as well, ``is_in_part``."""

    after: list[Any]
    before: list[Any]

    @property
    def since(self) -> str:
        """The day on which those after it took over, where it is one; empty otherwise."""
        return _one_day(self.after)

    @property
    def took_over(self) -> str:
        """ "On 1 April 2026", where it took over on one day; empty otherwise."""
        day = _one_day(self.before)
        return f"{'On' if self.before[0].on_precision == 'day' else 'In'} {day}" if day else ""


def in_time(organisation: Organisation) -> InTime:
    """Which bodies came after it and before it. One query."""
    rows = OrganisationSuccession.objects.filter(Q(before=organisation) | Q(after=organisation))
    others: Any = OrganisationSuccession.objects.filter(before=OuterRef("before"))
    rows = rows.annotate(is_in_part=Exists(others.exclude(after=OuterRef("after"))))
    links: list[Any] = list(rows.select_related("before", "after").order_by("on", "pk"))
    after = [link for link in links if link.before_id == organisation.pk]
    return InTime(after, [link for link in links if link.after_id == organisation.pk])


def _one_day(links: list[OrganisationSuccession]) -> str:
    days = {str(DateWithPrecision.of(link, "on") or "") for link in links}
    return days.pop() if len(days) == 1 else ""


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
