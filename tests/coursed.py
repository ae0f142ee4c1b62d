"""Builders of milestones, how they moved, changes of plan and risks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from partnerships.models import Programme
from pilots.models import Milestone, MilestoneMove, Pilot, PlanChange, Risk

SPRING, SUMMER = dt.date(2026, 3, 31), dt.date(2027, 6, 30)


def milestone(of: Pilot | Programme, text: str = "100 homes visited", **fields: Any) -> Milestone:
    """A milestone that is planned for June 2027."""
    owner = {"pilot": of} if isinstance(of, Pilot) else {"programme": of}
    usual = {"due": SUMMER, "due_precision": "month"}
    return Milestone.objects.create(text=text, **owner, **(usual | fields))


def move(one: Milestone, why: str = "Two assessors left", **fields: Any) -> MilestoneMove:
    """It was planned for March 2026 before."""
    usual = {"before": SPRING, "before_precision": "month", "after": one.due}
    fields = usual | {"after_precision": one.due_precision} | fields
    return MilestoneMove.objects.create(milestone=one, why=why, **fields)


def change(of: Pilot, **fields: Any) -> PlanChange:
    """A change of plan."""
    return PlanChange.objects.create(
        pilot=of, **({"before": "Letters", "after": "Visits"} | fields)
    )


def risk(of: Pilot, what: str = "Assessors leave", **fields: Any) -> Risk:
    """An open risk of medium weight that is looked at again next June."""
    usual = {
        "likelihood": 2,
        "effect": 2,
        "effect_said": "Fewer visits",
        "owner_said": "Housing manager",
        "review_on": SUMMER,
    }
    return Risk.objects.create(pilot=of, what=what, **(usual | fields))
