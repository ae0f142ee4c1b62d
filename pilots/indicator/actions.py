"""Changes of what is counted and planned: in place for a mistake, dated for a real change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q

from interface.words import count_words, date_words
from pilots import permissions
from pilots.models import (
    Indicator,
    IndicatorDefinition,
    IndicatorPlan,
    Pilot,
    Remeasure,
    SharedDefinition,
)
from records.addresses import free_slug

PLAN = (
    *("definition", "unit", "target_low", "target_high", "target_qualifier"),
    *("baseline_low", "baseline_high", "baseline_qualifier", "baseline_at"),
    *("baseline_at_precision", "due", "due_precision", "source_id"),
)


@transaction.atomic
def add_indicator(*, indicator: Indicator, plan: Mapping[str, Any], by: Any) -> Indicator:
    """A figure that the pilot counts from now on, with its first plan where one is known."""
    if not permissions.can_keep_figures(by, indicator.pilot):
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
    said = []
    if counted := indicator.actuals.count():
        verb = "is" if counted == 1 else "are"
        said.append(f"{count_words(counted, 'figure').capitalize()} of it {verb} recorded")
    numbers = Q(target_low__isnull=False) | Q(baseline_low__isnull=False)
    if indicator.plans.filter(numbers, unit="").exists():
        said.append("its plan is written" if said else "Its plan is written")
    if said:
        raise ValidationError(
            f"{' and '.join(said)} in {indicator.unit}. Close this figure and add another in the "
            "new unit"
        )


@transaction.atomic
def change_indicator(*, indicator: Indicator, by: Any) -> Indicator:
    """Put a figure's own page right, or close it. The unit of what it holds already stays."""
    if not permissions.can_keep_figures(by, indicator.pilot):
        raise PermissionDenied
    before = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if before.unit != indicator.unit:
        refuse_another_unit(before)
    indicator.save()
    return indicator


@transaction.atomic
def change_plan(*, plan: IndicatorPlan, since: dt.date, why: str, by: Any) -> IndicatorPlan:
    """Another plan from a day on: the one in force ends, and says until when it held.

    ``plan`` is the plan in force with the new answers on it.
    """
    if not permissions.can_keep_figures(by, plan.indicator.pilot):
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
    if not permissions.can_keep_figures(by, indicator.pilot):
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
    if not permissions.can_propose_remeasure(by, pilot):
        raise PermissionDenied
    if not remeasure.pk:
        remeasure.created_by = by
        if not permissions.can_keep_figures(by, pilot):
            remeasure.state = Remeasure.State.PROPOSED
    elif not permissions.can_keep_figures(by, pilot):
        raise PermissionDenied
    remeasure.save()
    return remeasure


@transaction.atomic
def write_definition(
    *, shared: SharedDefinition, by: Any, topics: Any, new_edition: bool = False
) -> SharedDefinition:
    """A shared definition, made or changed. A new edition leaves those that follow the old one."""
    if not permissions.can_write_definition(by, shared):
        raise PermissionDenied
    if not shared.pk:
        shared.slug = free_slug(SharedDefinition.objects, shared.name, "definition")
        shared.created_by = by
    elif new_edition:
        shared.edition += 1
    shared.save()
    shared.topics.set(topics)
    return shared


def _has_figure(plan: Mapping[str, Any]) -> bool:
    return any(plan.get(f"{name}_low") is not None for name in ("target", "baseline"))
