"""Figures of several pilots added up, where they count exactly the same thing.

Whose figure is not known is counted and never stands as 0; whose figure counts something else is
left out, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from interface.words import date_words
from pilots.indicators.adding import added_up, in_words
from pilots.measures import Measure, measures
from pilots.models import Indicator, Pilot, SharedDefinition
from records.dates import DateWithPrecision
from records.figures import FEWER_THAN, Quantity

ADDED, UNKNOWN, LEFT_OUT = "added", "unknown", "left-out"
STATES = {ADDED: "Added", UNKNOWN: "Not known", LEFT_OUT: "Left out"}


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
    def target(self) -> Quantity | None:
        """What was planned, where the plan is a number and counts what the figure counts."""
        plan, indicator = self.measure.plan, self.measure.indicator
        if plan is None or not plan.target.known or plan.until or self.measure.same is False:
            return None
        alike = ("", indicator.definition, indicator.shared.definition if indicator.shared else "")
        is_same = self.measure.same or plan.definition in alike
        return plan.target if is_same and plan.target.unit == indicator.unit else None

    @property
    def due(self) -> DateWithPrecision | None:
        """By when what was planned is to be reached."""
        plan = self.measure.plan
        return DateWithPrecision.of(plan, "due") if plan else None

    @property
    def state_words(self) -> str:
        """What becomes of it in the total."""
        return STATES[self.state]

    @property
    def shape(self) -> str:
        """The shape that marks the state."""
        return {ADDED: "good", UNKNOWN: "early"}.get(self.state, "some")


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
        return _from_to(_day(one.measure) for one in self.added)

    @property
    def without_plan(self) -> int:
        """How many of those in the total have no plan that counts the same in numbers."""
        return sum(one.target is None for one in self.added)

    @property
    def planned(self) -> Quantity | None:
        """What was planned for those in the total; None unless it was for each of them."""
        targets = [one.target for one in self.added if one.target]
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
        said = in_words([one.target for one in self.added if one.target], self.shared.unit)
        days = _from_to(one.due for one in self.added)
        dated = sum(one.due is not None for one in self.added)
        by = f", by {days}" if days and dated == len(self.added) else ""
        return f"{said}{by}"

    @property
    def _values(self) -> list[Quantity]:
        return [one.measure.latest.value for one in self.added if one.measure.latest]

    def _in(self, state: str) -> list[Part]:
        return [one for one in self.parts if one.state == state]


def counted_by(pilots: QuerySet[Pilot]) -> QuerySet[Indicator]:
    """The indicators of these pilots, which the caller has narrowed to those that the reader sees,
    that are linked to a shared definition."""
    rows = Indicator.objects.filter(pilot__in=pilots, shared__isnull=False)
    linked = rows.select_related("pilot__programme", "shared")
    return linked.prefetch_related("pilot__place_links__place").order_by("pilot", "number")


def totals(user: Any, rows: Iterable[Indicator]) -> list[Total]:
    """A total for each shared definition of these indicators, by name. Three queries."""
    found: dict[int, list[Measure]] = {}
    every = measures(user, rows, ())
    for one in every:
        found.setdefault(one.indicator.shared_id or 0, []).append(one)
    above = _wholes(every)
    made = [total_of(each[0].indicator.shared, each, above) for each in found.values()]  # type: ignore[arg-type]
    return sorted(made, key=lambda one: (one.shared.name.lower(), one.shared.pk))


def _wholes(found: Iterable[Measure]) -> dict[int, int]:
    """What each figure of these pilots is a part of, also those that are in no total."""
    pilots = {one.indicator.pilot_id for one in found}
    rows = Indicator.objects.filter(pilot__in=pilots, part_of__isnull=False)
    return dict(rows.values_list("pk", "part_of_id"))


def total_of(shared: SharedDefinition, found: Sequence[Measure], above: dict[int, int]) -> Total:
    """The total of one definition; ``above`` says what each figure is a part of."""
    judged = {one.indicator.pk: _judged(one, shared) for one in found}
    by_id = {one.indicator.pk: one.indicator for one in found}
    parts = []
    for one in found:
        state, why = judged[one.indicator.pk]
        whole = _added_whole(one, above, judged) if state == ADDED else None
        if whole is not None:
            state, why = LEFT_OUT, f"Is part of “{by_id[whole]}”, which is added"
        parts.append(Part(one, state, why))
    order = list(STATES)
    return Total(shared, tuple(sorted(parts, key=lambda one: order.index(one.state))))


def _added_whole(
    one: Measure, above: dict[int, int], judged: dict[int, tuple[str, str]]
) -> int | None:
    """The figure in the total that this one is a part of, also through parts that are not in it."""
    whole = above.get(one.indicator.pk)
    while whole is not None and judged.get(whole, ("",))[0] != ADDED:
        whole = above.get(whole)
    return whole


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


def _from_to(days: Iterable[DateWithPrecision | None]) -> str:
    known = [one for one in days if one]
    if not known:
        return ""
    first, last = min(known, key=attrgetter("first")), max(known, key=attrgetter("last"))
    return str(last) if str(first) == str(last) else f"{first} to {last}"


def _day(one: Measure) -> DateWithPrecision | None:
    return one.latest.day if one.latest else None
