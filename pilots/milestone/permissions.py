from __future__ import annotations

from typing import Any

from access.permissions import leads
from partnerships.models import Programme
from pilots.milestone.models import Milestone, PlanChange
from pilots.pilot.permissions import can_log_progress


def can_set_milestones(user: Any, programme: Programme) -> bool:
    """Leads of a programme set its milestones."""
    return leads(user, programme.pk)


def can_keep_milestone(user: Any, milestone: Milestone) -> bool:
    """Whoever logs the pilot's progress; of a programme's, its leads."""
    if milestone.programme is not None:
        return can_set_milestones(user, milestone.programme)
    return milestone.pilot is not None and can_log_progress(user, milestone.pilot)


def can_change_plan(user: Any, change: PlanChange) -> bool:
    """Whoever logs the pilot's progress puts a change of plan right."""
    return can_log_progress(user, change.pilot)
