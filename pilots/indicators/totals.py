"""Figures of several pilots added up, where they count exactly the same thing.

Whose figure is not known is counted and never stands as 0; whose figure counts something else is
left out, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from interface.words import date_words
from pilots.measures import Measure, measures
from pilots.models import Indicator, Pilot, SharedDefinition
from records.dates import DateWithPrecision
from records.figures import FEWER_THAN, Qualifier, Quantity

ADDED, UNKNOWN, LEFT_OUT = "added", "unknown", "left-out"
STATES = {ADDED: "Added", UNKNOWN: "Not known", LEFT_OUT: "Left out"}
_LOWER = {Qualifier.AT_LEAST, Qualifier.MORE_THAN}


@dataclass(frozen=True)
class Part:
    """One contributor to a total: a pilot, or a place or partner that counts for itself."""

    measure: Measure
    state: str
    why: str = ""

    @property
    def pilot(self) -> Pilot:
        """The pilot whose figure it is."""
        return self.measure.indicator.pilot

    @property
    def contributor(self) -> str:
        """Whose figures they are: as the pilot says, else the place that leads it."""
        return self.measure.indicator.counted_by or str(self.pilot.lead_place or "")

    @property
    def state_words(self) -> str:
        """What becomes of it in the total."""
        return STATES[self.state]

    @property
    def shape(self) -> str:
        """The shape that marks the state."""
        return {ADDED: "done", UNKNOWN: "early"}.get(self.state, "some")


@dataclass(frozen=True)
class Total:
    """The contributors of one shared definition, and what those add up to that can be added."""

    shared: SharedDefinition
    parts: tuple[Part, ...]

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
        found = [one.measure.latest.value for one in self.added if one.measure.latest]
        return added_up(found, self.shared.unit)

    @property
    def words(self) -> str:
        """The sum in words, or why there is none."""
        if not self.parts:
            return "Nobody counts it"
        if not self.shared.may_add:
            return "Not added up"
        if not self.added:
            return "Not known"
        return str(self.quantity or "Not in one number: some are “at least”, others “at most”")

    @property
    def dates(self) -> str:
        """From which date to which the added figures are."""
        days = [day for one in self.added if (day := _day(one.measure))]
        if not days:
            return ""
        first, last = min(days, key=attrgetter("first")), max(days, key=attrgetter("last"))
        return str(last) if str(first) == str(last) else f"{first} to {last}"

    def _in(self, state: str) -> list[Part]:
        return [one for one in self.parts if one.state == state]


def counted_by(pilots: QuerySet[Pilot]) -> QuerySet[Indicator]:
    """The indicators of these pilots, which the caller has narrowed to those that the reader sees,
    that are linked to a shared definition."""
    rows = Indicator.objects.filter(pilot__in=pilots, shared__isnull=False)
    linked = rows.select_related("pilot__programme", "shared", "part_of")
    return linked.prefetch_related("pilot__place_links__place").order_by("pilot", "number")


def totals(user: Any, rows: Iterable[Indicator]) -> list[Total]:
    """A total for each shared definition of these indicators, by name. Two queries."""
    found: dict[int, list[Measure]] = {}
    for one in measures(user, rows, ()):
        found.setdefault(one.indicator.shared_id or 0, []).append(one)
    made = [total_of(each[0].indicator.shared, each) for each in found.values()]  # type: ignore[arg-type]
    return sorted(made, key=lambda one: (one.shared.name.lower(), one.shared.pk))


def total_of(shared: SharedDefinition, found: Sequence[Measure]) -> Total:
    """The total of one definition."""
    judged = {one.indicator.pk: _judged(one, shared) for one in found}
    by_id = {one.indicator.pk: one.indicator for one in found}
    parts = []
    for one in found:
        state, why = judged[one.indicator.pk]
        whole = _added_whole(one, by_id, judged) if state == ADDED else None
        if whole is not None:
            state, why = LEFT_OUT, f"Is part of “{whole}”, which is added"
        parts.append(Part(one, state, why))
    order = list(STATES)
    return Total(shared, tuple(sorted(parts, key=lambda one: order.index(one.state))))


def _added_whole(
    one: Measure, by_id: dict[int, Indicator], judged: dict[int, tuple[str, str]]
) -> Indicator | None:
    """The figure in the total that this one is a part of, also through parts that are not in it."""
    whole = one.indicator.part_of
    while whole is not None:
        if judged.get(whole.pk, ("",))[0] == ADDED:
            return whole
        above = by_id.get(whole.pk, whole).part_of_id
        whole = by_id.get(above or 0)
    return None


def added_up(values: Sequence[Quantity], unit: str) -> Quantity | None:
    """Known quantities as one: ranges add as ranges, and the least exact word is kept."""
    if not values:
        return None
    said = {one.qualifier for one in values} - {Qualifier.EXACTLY}
    low = sum((one.low or Decimal(0) for one in values), Decimal(0))
    high = sum((_high(one) for one in values), Decimal(0))
    lower, upper = bool(said & _LOWER), Qualifier.AT_MOST in said
    if lower and upper:
        return None
    if lower:
        only = {one.qualifier for one in values} == {Qualifier.MORE_THAN}
        word = Qualifier.MORE_THAN if only and len(values) == 1 else Qualifier.AT_LEAST
        return Quantity(low, None, word, unit)
    if upper:
        return Quantity(high, None, Qualifier.AT_MOST, unit)
    word = Qualifier.ABOUT if Qualifier.ABOUT in said else Qualifier.EXACTLY
    return Quantity(low, high if high != low else None, word, unit)


def _high(value: Quantity) -> Decimal:
    return (value.low if value.high is None else value.high) or Decimal(0)


def _judged(one: Measure, shared: SharedDefinition) -> tuple[str, str]:  # noqa: PLR0911 - one line for each reason
    """Whether a figure is added, and if not why."""
    indicator, latest = one.indicator, one.latest
    if indicator.shared_difference:
        return LEFT_OUT, f"Differs: {indicator.shared_difference}"
    if indicator.shared_edition != shared.edition:
        said = f"Follows version {indicator.shared_edition or 'not known'}"
        return LEFT_OUT, f"{said}; it is version {shared.edition} now"
    if indicator.unit != shared.unit:
        return LEFT_OUT, f"Is counted in {indicator.unit}, not in {shared.unit}"
    if latest is None:
        return UNKNOWN, "Nothing recorded yet that you can see"
    if not latest.value.known:
        return UNKNOWN, latest.get_missing_display().capitalize()
    if latest.until is not None:
        return LEFT_OUT, f"Counted by the definition that held until {date_words(latest.until)}"
    if latest.definition:
        return LEFT_OUT, f"The figure says that it counts something else: {latest.definition}"
    if latest.value.qualifier == FEWER_THAN:
        return UNKNOWN, "Fewer than 5, which is not told more exactly"
    if not shared.may_add:
        return LEFT_OUT, "Figures like this cannot be added"
    return ADDED, ""


def _day(one: Measure) -> DateWithPrecision | None:
    return one.latest.day if one.latest else None
