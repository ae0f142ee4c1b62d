"""The money that a reader asks for, of a place or of all: what they see of a meaning, a year and a
day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from access.kept import kept
from funding.flow.for_place import Ending, ending_first, endings, year_from
from funding.flow.sums import Totals, groups_statement, of_groups, of_rows, statement
from funding.flow.views import listed
from funding.models import Flow, Payments
from funding.picture.asked import OVERVIEW, Asked, payments_asked, read, view_of
from funding.picture.legs import in_columns
from interface.forms.dates import day_asked
from interface.paging import BoundedCount, bounded_count
from partnerships.models import Place
from partnerships.place.examples import of_the_country
from records.statements import Written

# So many amounts without a known beginning are counted.
COUNTED = 1_000


@dataclass(frozen=True)
class Selection:
    """What one reader asks of the money for a place and those within it, or of all.

    ``visible`` is all money that they see, ``seen`` what of it is for the place; ``totals`` adds up
    what of that is in force on the chosen day, of every meaning and year. ``onward`` is what can
    take something off: what goes on in a flow that is not in force on that day does not.
    """

    user: Any
    visible: QuerySet[Flow]
    seen: QuerySet[Flow]
    onward: QuerySet[Flow]
    totals: Totals
    asked: Asked

    @property
    def place(self) -> Any:
        """Whose money it is; None for all."""
        return self.asked.place

    @property
    def listed(self) -> QuerySet[Flow]:
        """All of it, with what the sorts need."""
        rows = listed(self.user).payments(self.asked.payments)
        return here_of(self.user, self.place, rows)

    @cached_property
    def here(self) -> QuerySet[Flow]:
        """What is asked for, of every meaning."""
        return self.asked.narrowed(self.seen)

    def ending(self, on: dt.date, most: int) -> list[Ending]:
        """What of it is in force on a day and the first to end within a year of it. One query."""
        year = year_from(on)
        return endings(_ending(self.user, self.asked.payments, most, place=self.place, **year), on)

    def groups(self, by: str, meaning: str) -> dict[int, Totals]:
        """What is asked for, of one meaning, as ``totals_of_groups`` has it. One query."""
        of, year = self.asked, self.asked.year
        found = of_groups(
            _grouped(self.user, of.payments, year, meaning, by, **_given(self.place, of.on))
        )
        return {at: group.of_year(year) for at, group in found.items()}

    @property
    def paid(self) -> QuerySet[Flow]:
        """What of it was paid to suppliers, which stands apart."""
        rows = here_of(self.user, self.place, self.visible)
        return replace(self.asked, payments=Payments.ALONE).narrowed(rows)

    def largest(self, most: int) -> list[dict[str, Any]]:
        """What is asked for of the meaning that is shown, the largest amounts first, as they are
        drawn. One query; each is whole where no year is asked for."""
        of = self.asked
        given = _given(self.place, of.on)
        return _largest(self.user, of.payments, of.year, of.meaning, most, **given)

    @property
    def rows(self) -> QuerySet[Flow]:
        """The rows of the table, to be sorted; of every meaning where they cannot be added up."""
        every = self.asked.narrowed(self.listed)
        return every if self.totals.too_many else every.filter(meaning=self.asked.meaning)

    @property
    def in_file(self) -> QuerySet[Flow]:
        """The rows of the file: of every meaning where the reader names none."""
        if not self.asked.is_default:
            return self.rows.as_rows(self.user, on=self.asked.on)
        every = self.asked.narrowed(self.listed)
        return every.as_rows(self.user, on=self.asked.on)

    @cached_property
    def no_start(self) -> BoundedCount:
        """How many amounts may or may not be in force on the chosen day, as nobody knows when they
        began."""
        if self.asked.on is None:
            return BoundedCount(0)
        going_on = Q(end=None) | Q(end__gte=self.asked.on)
        return bounded_count(self.seen.filter(going_on, start=None), COUNTED)


def here_of(user: Any, place: Place | None, rows: Any) -> Any:
    """Those of the rows that are for a place or within it; without one, of the country."""
    return of_the_country(rows, user) if place is None else rows.in_place(place)


def selected(user: Any, place: Place | None, params: Mapping[str, Any]) -> Selection:
    """What these parameters ask for. One query; the first view says nothing of single years."""
    on, problem = day_asked(params)
    if problem:  # never more than was asked for: what is in force today
        on = timezone.localdate()
    payments, by_year = payments_asked(params), view_of(params, place) != OVERVIEW
    summed = of_rows(_summed(user, payments, by_year, **_given(place, on)))
    asked = replace(read(params, place, summed, on, problem), payments=payments)
    visible, seen, onward = _seen(user, payments, place, on)
    return Selection(user, visible, seen, onward, summed, asked)


def _given(place: Place | None, on: dt.date | None) -> dict[str, Any]:
    """The place and the day that are asked for, where they are."""
    given = {"place": place, "on": on}
    return {name: value for name, value in given.items() if value is not None}


def _seen(user: Any, payments: str, place: Any, on: Any) -> tuple[Any, Any, Any]:
    """All money that somebody sees, what of it is asked for, and what can take something off."""
    visible: Any = Flow.objects.visible_to(user)
    seen = here_of(user, place, visible.payments(payments))
    return visible, seen, visible if on is None else visible.in_force(on)


@kept
def _summed(
    user: Any, payments: str, by_year: bool, *, place: Any = None, on: Any = None
) -> Written:
    _, seen, onward = _seen(user, payments, place, on)
    in_force = seen if on is None else seen.in_force(on)
    return statement(in_force, onward, place=place, by_year=by_year)


@kept
def _grouped(
    user: Any,
    payments: str,
    year: int | None,
    meaning: str,
    by: str,
    *,
    place: Any = None,
    on: Any = None,
) -> Written:
    visible, seen, onward = _seen(user, payments, place, on)
    chosen = _of_meaning(seen, Asked(place, meaning, year, on=on, payments=payments))
    return groups_statement(chosen, onward, place, by, year=year, every=visible)


@kept
def _largest(
    user: Any,
    payments: str,
    year: int | None,
    meaning: str,
    most: int,
    *,
    place: Any = None,
    on: Any = None,
) -> QuerySet[Any]:
    _, seen, onward = _seen(user, payments, place, on)
    chosen = _of_meaning(seen, Asked(place, meaning, year, on=on, payments=payments))
    first = chosen.order_by(F("amount_low").desc(nulls_last=True), "id")
    return in_columns(first[:most], onward, year)


@kept
def _ending(user: Any, payments: str, most: int, *, place: Any, today: Any, later: Any) -> Any:
    in_force = _seen(user, payments, place, today)[1].in_force(today)
    return ending_first(user, in_force, today, later)[:most]


def _of_meaning(seen: QuerySet[Flow], asked: Asked) -> QuerySet[Flow]:
    """What is asked for, of the meaning that is shown."""
    return asked.narrowed(seen).filter(meaning=asked.meaning)
