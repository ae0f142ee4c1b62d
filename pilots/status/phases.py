"""Phases as they are written down by hand; a step of the pilot opens and ends them by itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from pilots import permissions
from pilots.models import Phase, Pilot
from records.dates import DateWithPrecision


@transaction.atomic
def record_phase(*, by: Any, phase: Phase) -> Phase:
    """Add a phase or put one right: of one kind no two begin on the same day."""
    if not permissions.can_edit_pilot(by, phase.pilot):
        raise PermissionDenied
    pilot = Pilot.objects.select_for_update().get(pk=phase.pilot_id)
    for one in pilot.phases.filter(kind=phase.kind).exclude(pk=phase.pk):
        if _begins(one) == _begins(phase):
            raise ValidationError(
                {_at(phase): f"{_said(one)} is recorded already. Change that one"}
            )
    phase.save()
    return phase


def _begins(phase: Phase) -> Any:
    return phase.start or phase.planned_start


def _at(phase: Phase) -> str:
    """Where it says when it begins, or what it is where it does not say that."""
    return "start" if phase.start else "planned_start" if phase.planned_start else "kind"


def _said(phase: Phase) -> str:
    day = DateWithPrecision.of(phase, "start") or DateWithPrecision.of(phase, "planned_start")
    kind = str(phase).capitalize()
    return f"{kind} from {day}" if day else f"{kind} without a day on which it begins"
