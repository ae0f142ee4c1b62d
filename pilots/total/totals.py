"""Figures of several pilots added up, where they count exactly the same.

Whose figure is not known is counted and never stands as 0; whose figure counts something else is
left out, with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from interface.words import date_words, last_day
from pilots.models import Actual, Indicator, Pilot, SharedDefinition
from pilots.total.readings import Statement, statements_of
from records.dates import DateWithPrecision
from records.figures import FEWER_THAN, NO_UPPER_END, Qualifier, Quantity

# Two of these cannot be said in one number: "about 10" may be 9, so with "at least 5" it is not
# at least 15.
_INEXACT = (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST)


def added_up(values: Sequence[Quantity], unit: str) -> Quantity | None:
    """Known quantities as one, with the word that holds for all; None where no word does.

    Ranges add as ranges, but for the end that such a word leaves open.
    """
    words = inexact(values)
    if not values or len(words) > 1:
        return None
    low = sum((value.low or Decimal(0) for value in values), Decimal(0))
    high = sum((_high(value) for value in values), Decimal(0))
    if Qualifier.AT_LEAST in words:
        alone = len(values) == 1
        return Quantity(low, None, values[0].qualifier if alone else Qualifier.AT_LEAST, unit)
    if Qualifier.AT_MOST in words:
        return Quantity(high, None, Qualifier.AT_MOST, unit)
    word = words[0] if words else Qualifier.EXACTLY
    return Quantity(low, high if high != low else None, word, unit)


def inexact(values: Iterable[Quantity]) -> list[Qualifier]:
    """The ways in which quantities are not exact; "more than" counts as "at least"."""
    qualifiers = {
        Qualifier.AT_LEAST if value.qualifier in NO_UPPER_END else value.qualifier
        for value in values
    }
    return [qualifier for qualifier in _INEXACT if qualifier in qualifiers]


def in_words(values: Sequence[Quantity], unit: str) -> str:
    """The sum in words, or why it cannot be said in one number. Of at least one quantity."""
    quantity = added_up(values, unit)
    if quantity is not None:
        return str(quantity)
    qualifiers = ", others ".join(f"“{qualifier.label}”" for qualifier in inexact(values))
    return f"Not in one number: some are {qualifiers}"


def _high(value: Quantity) -> Decimal:
    return (value.low if value.high is None else value.high) or Decimal(0)


ADDED, UNKNOWN, LEFT_OUT = "added", "unknown", "left-out"
STATES = {ADDED: "Added", UNKNOWN: "Not known", LEFT_OUT: "Left out"}


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes of one figure in a total; ``value`` and ``day`` are of its latest count.

    ``target`` is what was planned, where that can be set beside it, and ``due`` by when.
    """

    indicator: int
    state: str
    why: str = ""
    value: Quantity | None = None
    day: DateWithPrecision | None = None
    target: Quantity | None = None
    due: DateWithPrecision | None = None

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def shape(self) -> str:
        """The shape that marks the state."""
        return {ADDED: "good", UNKNOWN: "early"}.get(self.state, "some")


@dataclass(frozen=True)
class Total:
    """The contributors of one shared definition, and what those add up to that can be added."""

    shared: SharedDefinition
    parts: tuple[Part, ...] = ()

    @property
    def added(self) -> list[Part]:
        """Those in the total."""
        return self._in(ADDED)

    @property
    def unknown(self) -> list[Part]:
        """Those whose figure is not known."""
        return self._in(UNKNOWN)

    @property
    def left_out(self) -> list[Part]:
        """Those that count something else."""
        return self._in(LEFT_OUT)

    @property
    def quantity(self) -> Quantity | None:
        """The sum; None where nothing is known, or where it cannot be said in one number."""
        return added_up(self._values, self.shared.unit)

    @property
    def words(self) -> str:
        """The sum in words, or why there is none."""
        if not self.parts:
            return "Nobody counts it"
        if not self.shared.may_add:
            return "Not added up"
        if not self.added:
            return "Not known"
        return in_words(self._values, self.shared.unit)

    @property
    def dates(self) -> str:
        """From which date to which the added figures are."""
        return _from_to(part.day for part in self.added)

    @property
    def without_plan(self) -> int:
        """How many of those in the total have no plan that counts the same in numbers."""
        return sum(part.target is None for part in self.added)

    @property
    def planned(self) -> Quantity | None:
        """What was planned for those in the total; None unless it was for each of them."""
        targets = [part.target for part in self.added if part.target]
        return None if self.without_plan else added_up(targets, self.shared.unit)

    @property
    def planned_words(self) -> str:
        """What was planned for those in the total, or why that is not added; empty of no total."""
        if not self.added:
            return ""
        without = self.without_plan
        if without == len(self.added):
            return "no plan in numbers by this definition is known"
        if without:
            has = f"{without} of {len(self.added)} {'has' if without == 1 else 'have'}"
            return f"not added up, for {has} no plan in numbers by this definition"
        text = in_words([part.target for part in self.added if part.target], self.shared.unit)
        days = _from_to(part.due for part in self.added)
        dated = sum(part.due is not None for part in self.added)
        by = f", by {days}" if days and dated == len(self.added) else ""
        return f"{text}{by}"

    @property
    def _values(self) -> list[Quantity]:
        return [part.value for part in self.added if part.value]

    def _in(self, state: str) -> list[Part]:
        return [part for part in self.parts if part.state == state]


def counted_by(pilots: QuerySet[Pilot]) -> QuerySet[Indicator]:
    """The indicators of these pilots, which the caller has narrowed to those that the reader sees,
    that are linked to a shared definition."""
    return Indicator.objects.filter(pilot__in=pilots.order_by().values("pk"), shared__isnull=False)


def totals(user: Any, rows: QuerySet[Indicator]) -> list[Total]:
    """A total for each shared definition of these indicators, by name. Three queries."""
    by_shared: dict[int, list[Statement]] = {}
    for statement in statements_of(user, rows):
        by_shared.setdefault(statement.shared, []).append(statement)
    shared = SharedDefinition.objects.visible_to(user).in_bulk(by_shared)
    parts = Indicator.objects.filter(pilot__in=rows.values("pilot"), part_of__isnull=False)
    wholes: dict[int, Any] = dict(parts.order_by().values_list("pk", "part_of"))
    made = [
        Total(shared[key], _parts(user, shared[key], each, wholes))
        for key, each in by_shared.items()
    ]
    return sorted(made, key=lambda total: (total.shared.name.lower(), total.shared.pk))


def _parts(
    user: Any, shared: SharedDefinition, statements: Sequence[Statement], wholes: dict[int, int]
) -> tuple[Part, ...]:
    """What becomes of each in the total of a definition: the added ones first."""
    judged = {statement.indicator: _judged(user, statement, shared) for statement in statements}
    added = {
        statement.indicator: statement.name
        for statement in statements
        if judged[statement.indicator].state == ADDED
    }
    for key in added:
        if whole := _added_whole(key, wholes, added):
            why = f"Is part of “{whole}”, which is added"
            judged[key] = replace(judged[key], state=LEFT_OUT, why=why)
    order = list(STATES)
    return tuple(sorted(judged.values(), key=lambda part: order.index(part.state)))


def _added_whole(indicator: int, wholes: dict[int, int], added: dict[int, str]) -> str:
    """The figure in the total that this one is a part of, also through parts that are not in it.

    Of several the widest, which is the one that is added.
    """
    name, above = "", wholes.get(indicator)
    while above is not None:
        name, above = added.get(above, name), wholes.get(above)
    return name


def _judged(user: Any, statement: Statement, shared: SharedDefinition) -> Part:
    """Whether a figure is added, and if not why."""
    value = statement.value(user)
    state, why = _verdict(statement, value, shared)
    return Part(
        statement.indicator, state, why, value, statement.day, statement.target, statement.due
    )


def _verdict(  # noqa: PLR0911 - one line for each reason
    statement: Statement, value: Quantity | None, shared: SharedDefinition
) -> tuple[str, str]:
    latest = statement.latest
    if statement.difference:
        return LEFT_OUT, f"Differs: {statement.difference}"
    if statement.edition != shared.edition:
        follows = f"Follows version {statement.edition or 'not known'}"
        return LEFT_OUT, f"{follows}; it is version {shared.edition} now"
    if statement.unit != shared.unit:
        return LEFT_OUT, f"Is counted in {statement.unit}, not in {shared.unit}"
    if latest is None or value is None:
        return UNKNOWN, "Nothing recorded yet that you can see"
    if not value.known:
        why = Actual.Missing(latest["missing"] or Actual.Missing.CANNOT_SHARE)
        return UNKNOWN, why.label.capitalize()
    if latest["until"] is not None:
        until = date_words(last_day(dt.date.fromisoformat(latest["until"])))
        return LEFT_OUT, f"Counted by the definition that applied until {until}"
    if latest["definition"]:
        return LEFT_OUT, f"The figure says that it counts something else: {latest['definition']}"
    if value.qualifier == FEWER_THAN:
        return UNKNOWN, "Fewer than 5, so not shown exactly"
    if not shared.may_add:
        return LEFT_OUT, "Figures like this cannot be added"
    return ADDED, ""


def _from_to(days: Iterable[DateWithPrecision | None]) -> str:
    known_days = [day for day in days if day]
    if not known_days:
        return ""
    first, last = min(known_days, key=attrgetter("first")), max(known_days, key=attrgetter("last"))
    return str(last) if str(first) == str(last) else f"{first} to {last}"
