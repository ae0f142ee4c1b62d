"""Builders of the life of a pilot: its phases and steps, its checklist, what goes on after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pilots.models import (
    IndicatorPlan,
    Legacy,
    Phase,
    Pilot,
    StartStep,
    StatusChange,
    TargetOutcome,
)

SPRING = dt.date(2026, 4, 1)


def phase(of: Pilot, kind: str = "delivery", **fields: Any) -> Phase:
    """A phase that began in April 2026 and runs."""
    return Phase.objects.create(pilot=of, kind=kind, **{"start": SPRING, **fields})


def status_change(of: Pilot, after: str = "live", **fields: Any) -> StatusChange:
    """A step that was taken in April 2026."""
    return StatusChange.objects.create(pilot=of, after=after, **{"on": SPRING, **fields})


def legacy(of: Pilot, what: str = "The advice desk", **fields: Any) -> Legacy:
    """Something that goes on; who funds it and until when is not known unless said."""
    return Legacy.objects.create(pilot=of, what=what, **{"state": "goes_on", **fields})


def start_step(of: Pilot, step: str = "data", **fields: Any) -> StartStep:
    """A step of the start-up checklist that is done."""
    return StartStep.objects.create(pilot=of, step=step, **{"state": "done", **fields})


def target_outcome(of: Pilot, **fields: Any) -> TargetOutcome:
    """What became of a pilot's first target of which nothing is said: reached in part."""
    rows = IndicatorPlan.objects.filter(indicator__pilot=of, outcome=None)
    plan = rows.order_by("indicator__number", "-id")[0]
    return TargetOutcome.objects.create(plan=plan, **{"outcome": "partly", **fields})
