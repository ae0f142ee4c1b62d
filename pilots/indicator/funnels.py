"""Steps that people or homes go through, each with the number that it is out of.

150 homes assessed → 67 homes improved, where needed and agreed. A step that is not known
is shown as not known; a percentage stands only with what it is out of, and only between figures of
one unit, date and definition, without a condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from interface.charts.scale import wrapped
from interface.words import list_words
from pilots.amounts import per_cent
from pilots.indicator.measures import Measure
from pilots.models import Actual
from records.figures import ONE_NUMBER, Qualifier, in_words

LABEL, WIDTH, ROW = 210, 640, 46
FULL = WIDTH - LABEL - 150
LETTERS = 26


@dataclass(frozen=True)
class Step:
    """One step: its figure, what it is out of, and who said no or could not take part."""

    measure: Measure
    before: Measure | None = None
    refused: tuple[Measure, ...] = ()
    y: int = 0
    width: float = 0
    same_unit: bool = True

    @property
    def name(self) -> str:
        return self.measure.indicator.name

    @property
    def words(self) -> str:
        """The figure in words."""
        return self.measure.latest.words if self.measure.latest else "Not known"

    @property
    def known(self) -> bool:
        return bool(self.measure.latest and self.measure.latest.value.known)

    @property
    def out_of(self) -> str:
        """ "45% of 150 homes", "of 150 homes" or why no share is said."""
        if self.before is None:
            return ""
        latest, part = self.before.latest, self.measure.latest
        if latest is None or not latest.value.known:
            return f"of a number that is not known: {self.before.name_within}"
        if not self.known or part is None:
            return f"of {latest.value}"
        return self._share_of(self.before, latest, part)

    def _share_of(self, before: Measure, latest: Actual, part: Actual) -> str:
        """The share of the figure of its own date; where there is none, why."""
        if latest.indicator.unit != self.measure.indicator.unit:
            return f"after {latest.value} ({before.name_within}): another unit, so no share"
        whole = self.measure.whole_then
        if whole is None or not whole.value.known:
            return f"of {latest.value}, but at {latest.day or 'an unknown date'}, so no share"
        if self.measure.larger_words:
            return f"more than the whole, {whole.value}: one of the two is wrong"
        if not self.measure.share_words:
            return f"after {whole.value}: the definition changed, so no share"
        # How many of the whole the condition leaves is not known: a share would say too much
        share = "" if self.condition else _share(part.value, whole.value)
        then = f" at {whole.day}" if whole.pk != latest.pk else ""
        return f"{share} of {whole.value}{then}" if share else f"of {whole.value}{then}"

    @property
    def condition(self) -> str:
        return self.measure.indicator.condition

    @property
    def refusals(self) -> str:
        """How many said no, or that this is not known where the step has a condition."""
        if self.refused:
            return list_words(
                [f"{measure.name_within}: {_said(measure)}" for measure in self.refused]
            )
        return "how many said no is not known" if self.condition else ""

    @property
    def label(self) -> tuple[str, ...]:
        """The name as it fits beside its bar, in lines."""
        return wrapped(self.name, LETTERS)

    @property
    def label_y(self) -> int:
        return self.text_y - 9 * (len(self.label) - 1)

    @property
    def text_y(self) -> int:
        return self.y + 20

    @property
    def bar_y(self) -> int:
        return self.y + 6

    @property
    def said_x(self) -> float:
        """Where its words stand: behind the bar."""
        return round(LABEL + self.width + 10, 1)


@dataclass(frozen=True)
class Funnel:
    """Steps that follow each other, the first of all first."""

    key: str
    steps: tuple[Step, ...]
    label_x: int = field(default=LABEL - 12, init=False)
    left: int = field(default=LABEL, init=False)
    full: int = field(default=WIDTH, init=False)

    @property
    def title(self) -> str:
        return f"From “{self.steps[0].name}” to “{self.steps[-1].name}”"

    @property
    def height(self) -> int:
        return ROW * len(self.steps) + 8

    @property
    def sentence(self) -> str:
        return "; ".join(_sentence(step) for step in self.steps) + "."

    @property
    def units_differ(self) -> bool:
        return any(not step.same_unit for step in self.steps)


def funnels(all_measures: Sequence[Measure]) -> list[Funnel]:
    """The funnels of a pilot: each figure that others are a part of, and those."""
    by_id = {measure.indicator.pk: measure for measure in all_measures}
    parts: dict[int, list[Measure]] = {}
    for measure in all_measures:
        if measure.indicator.part_of_id in by_id:
            parts.setdefault(measure.indicator.part_of_id or 0, []).append(measure)
    first = [
        measure
        for measure in all_measures
        if measure.indicator.pk in parts and measure.indicator.part_of_id not in by_id
    ]
    made = [_funnel(measure, parts) for measure in first]
    return [funnel for funnel in made if len(funnel.steps) > 1]


def _funnel(first: Measure, parts: dict[int, list[Measure]]) -> Funnel:
    steps: list[Step] = []
    waiting: list[tuple[Measure, Measure | None]] = [(first, None)]
    while waiting:
        measure, before = waiting.pop(0)
        siblings = parts.get(before.indicator.pk, []) if before else []
        refused = tuple(each for each in siblings if each.indicator.is_refusal)
        steps.append(Step(measure, before, refused))
        after = [
            each for each in parts.get(measure.indicator.pk, []) if not each.indicator.is_refusal
        ]
        waiting = [(each, measure) for each in after] + waiting
    return Funnel(f"funnel-{first.indicator.pk}", tuple(_drawn(steps)))


def _drawn(steps: list[Step]) -> list[Step]:
    values = [_end(step) for step in steps if step.known]
    most = max(values, default=Decimal(0))
    unit = steps[-1].measure.indicator.unit
    return [
        Step(
            step.measure,
            step.before,
            step.refused,
            y=ROW * number,
            width=round(float(_end(step) / most * FULL), 1) if step.known and most else 0,
            same_unit=step.measure.indicator.unit == unit,
        )
        for number, step in enumerate(steps)
    ]


def _end(step: Step) -> Decimal:
    latest = step.measure.latest
    if latest is None or latest.value.low is None:
        return Decimal(0)
    return latest.value.high or latest.value.low


def _share(part: object, whole: object) -> str:
    """A share of two single figures; empty where either is a range, a bound or nothing."""
    words = {getattr(quantity, "qualifier", "") for quantity in (part, whole)}
    if words - {*ONE_NUMBER}:
        return ""
    low, of = getattr(part, "low", None), getattr(whole, "low", None)
    if not low or not of or getattr(part, "high", None) or getattr(whole, "high", None):
        return ""
    if low > of:
        return ""
    rounded = in_words(per_cent(low, of))
    return f"{rounded}%" if words == {Qualifier.EXACTLY} else f"about {rounded}%"


def _said(measure: Measure) -> str:
    return measure.latest.words if measure.latest else "not known"


def _sentence(step: Step) -> str:
    text = f"{step.name}: {step.words[:1].lower()}{step.words[1:]}"
    rest = [part for part in (step.out_of, step.condition, step.refusals) if part]
    return ", ".join([text, *rest])
