"""Changes of what is counted and planned: in place for a mistake, dated for a real change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from psycopg.types.json import Jsonb

from interface.words import count_words, date_words
from pilots.indicator.groups import ByGroup
from pilots.indicator.parts import refuse_larger, refuse_larger_of
from pilots.indicator.permissions import can_keep_figures, can_propose_remeasure
from pilots.models import (
    Actual,
    Indicator,
    IndicatorDefinition,
    IndicatorPlan,
    Pilot,
    Remeasure,
)
from records.copying import Row, copy
from records.dates import Precision
from records.figures import Qualifier

PLAN = (
    *("definition", "unit", "target_low", "target_high", "target_qualifier"),
    *("baseline_low", "baseline_high", "baseline_qualifier", "baseline_at"),
    *("baseline_at_precision", "due", "due_precision", "source_id", "by_group"),
)


class FigureExists(Exception):  # noqa: N818 - it is a question to the person, not a fault
    """There is already a figure for that date, and nobody said that the new one replaces it."""

    def __init__(self, existing: Actual) -> None:
        super().__init__(f"indicator {existing.indicator_id} has a figure for {existing.as_of}")
        self.existing = existing


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure to record: a value or a range, or ``missing`` saying why it is not known.

    ``replaces`` says that it may take the place of a figure of the same date.
    """

    indicator: Indicator
    as_of: dt.date | None
    as_of_precision: str = Precision.DAY
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = Qualifier.EXACTLY
    missing: str = ""
    counts: str = Actual.Counts.NOT_SURE
    definition: str = ""
    difference: str = ""
    note: str = ""
    source_said: str = ""
    replaces: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    by_group: ByGroup = field(default_factory=ByGroup)


@transaction.atomic
def add_indicator(*, indicator: Indicator, plan: Mapping[str, Any], by: Any) -> Indicator:
    """A figure that the pilot counts from now on, with its first plan where one is known."""
    if not can_keep_figures(by, indicator.pilot):
        raise PermissionDenied
    locked = Pilot.objects.select_for_update().get(pk=indicator.pilot_id)
    last = locked.indicators.aggregate(Max("number"))["number__max"] or 0
    indicator.number, indicator.created_by = last + 1, by
    indicator.save()
    if any(plan.get(name) for name in ("definition", "due")) or _has_figure(plan):
        IndicatorPlan.objects.create(indicator=indicator, created_by=by, **plan)
    return indicator


def refuse_another_unit(indicator: Indicator) -> None:
    """What is counted or planned already is in the unit that it had: ValidationError."""
    problems = []
    if counted := indicator.actuals.filter(withdrawn=False).count():
        verb = "is" if counted == 1 else "are"
        problems.append(f"{count_words(counted, 'figure').capitalize()} of it {verb} recorded")
    numbers = Q(target_low__isnull=False) | Q(baseline_low__isnull=False)
    if indicator.plans.filter(numbers, unit="").exists():
        problems.append("its plan is written" if problems else "Its plan is written")
    if problems:
        raise ValidationError(
            f"{' and '.join(problems)} in {indicator.unit}. Close this figure and add another in "
            "the new unit"
        )


@transaction.atomic
def change_indicator(*, indicator: Indicator, by: Any) -> Indicator:
    """Put a figure's own page right, or close it. The unit of what it holds already stays.

    Raises PartTooLarge where it becomes a part of what is less than it.
    """
    if not can_keep_figures(by, indicator.pilot):
        raise PermissionDenied
    before = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if before.unit != indicator.unit:
        refuse_another_unit(before)
    indicator.save()
    if before.part_of_id != indicator.part_of_id:
        refuse_larger_of(indicator)
    return indicator


@transaction.atomic
def change_plan(*, plan: IndicatorPlan, since: dt.date, why: str, by: Any) -> IndicatorPlan:
    """Another plan from a day on: the one in force ends, and says until when it held.

    ``plan`` is the plan in force with the new answers on it.
    """
    if not can_keep_figures(by, plan.indicator.pilot):
        raise PermissionDenied
    old = IndicatorPlan.objects.select_for_update().get(pk=plan.pk)
    if old.valid_to is not None:
        raise ValidationError("Somebody else changed this plan in the meantime.")
    old.valid_to = since
    old.save()
    answers = {name: getattr(plan, name) for name in PLAN}
    return IndicatorPlan.objects.create(
        indicator=plan.indicator, valid_from=since, why=why, created_by=by, **answers
    )


def too_early(indicator: Indicator, since: dt.date) -> str:
    """Why the definition cannot change on this day; empty where it can."""
    last = indicator.earlier_definitions.order_by("-until").first()
    if last is None or since > last.until:
        return ""
    return f"It changed on {date_words(last.until)}: enter a later day"


@transaction.atomic
def redefine(
    *,
    indicator: Indicator,
    definition: str,
    since: dt.date,
    why: str,
    by: Any,
    follow: bool = False,
) -> Indicator:
    """It counts something else from a day on: figures before it stand apart.

    With ``follow`` it counts by the shared definition as that is now; otherwise one that followed
    it exactly is no longer known to.
    """
    if not can_keep_figures(by, indicator.pilot):
        raise PermissionDenied
    locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if problem := too_early(locked, since):
        raise ValidationError(problem)
    IndicatorDefinition.objects.create(
        indicator=locked, definition=locked.definition, until=since, why=why, created_by=by
    )
    locked.definition = definition
    if follow and locked.shared:
        locked.definition = locked.shared.definition
        locked.shared_edition, locked.shared_difference = locked.shared.edition, ""
    elif locked.shared_id and not locked.shared_difference:
        locked.shared_difference = f"Its definition was changed on {since:%-d %B %Y}"
    locked.save()
    return locked


@transaction.atomic
def schedule(*, remeasure: Remeasure, by: Any) -> Remeasure:
    """Count it again: agreed where those who log say so, else proposed."""
    pilot = remeasure.indicator.pilot
    if not can_propose_remeasure(by, pilot):
        raise PermissionDenied
    if not remeasure.pk:
        remeasure.created_by = by
        if not can_keep_figures(by, pilot):
            remeasure.state = Remeasure.State.PROPOSED
    elif not can_keep_figures(by, pilot):
        raise PermissionDenied
    remeasure.save()
    return remeasure


def _has_figure(plan: Mapping[str, Any]) -> bool:
    return any(plan.get(f"{name}_low") is not None for name in ("target", "baseline"))


_COPIED = (
    *("indicator_id", "update_id", "created_by_id", "replaces_id", "value_low", "value_high"),
    *("value_qualifier", "missing", "counts", "definition", "difference", "note", "as_of"),
    *("as_of_precision", "source_said", "numerator", "denominator", "by_group"),
)


def record_figures(*, figures: Iterable[NewFigure], update: Any, by: Any) -> None:
    """Write figures down with the update that they came with; raises FigureExists, and
    PartTooLarge for a part that is more than its whole."""
    figures = list(figures)
    live = {
        (actual.indicator_id, actual.as_of): actual
        for actual in Actual.objects.live().filter(indicator__in=[new.indicator for new in figures])
    }
    for new in figures:
        if new.indicator.pilot_id != update.pilot_id:
            raise ValueError("a figure of another pilot")
        existing = live.get((new.indicator.pk, new.as_of))
        if existing is not None and not new.replaces:
            raise FigureExists(existing)
    copy(Actual, _COPIED, (_row(new, update, by, live) for new in figures))
    refuse_larger((new.indicator.pk, new.as_of) for new in figures)


def _row(
    new: NewFigure, update: Any, by: Any, live: Mapping[tuple[int, dt.date | None], Actual]
) -> Row:
    """A figure as its row, in the order of ``_COPIED``: a file may bring thousands."""
    existing = live.get((new.indicator.pk, new.as_of))
    return (
        *(new.indicator.pk, update.pk, by.pk, existing.pk if existing else None),
        *(new.low, new.high, new.qualifier, new.missing, new.counts, new.definition),
        *(new.difference, new.note, new.as_of, new.as_of_precision, new.source_said),
        *(new.numerator, new.denominator, Jsonb(new.by_group.stored)),
    )
