"""Every rule that the database keeps about milestones that move and about risks, broken once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pilots.models import MilestoneMove, Pilot, Risk
from tests import builders, coursed

pytestmark = pytest.mark.django_db


def _pilot() -> Pilot:
    return builders.pilot(builders.place())


def _move(**fields: Any) -> MilestoneMove:
    return coursed.move(coursed.milestone(_pilot()), **fields)


BROKEN: dict[str, Callable[[], Any]] = {
    "milestone_move_has_reason": lambda: _move(why=""),
    "milestone_move_moves": lambda: _move(before=coursed.SUMMER),
    "risk_levels_known": lambda: coursed.risk(_pilot(), likelihood=4),
    "risk_says_what": lambda: coursed.risk(_pilot(), effect_said=""),
    "risk_has_owner": lambda: coursed.risk(_pilot(), owner_said=""),
    "risk_closed_with_reason": lambda: coursed.risk(_pilot(), state="passed"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_is_broken_once() -> None:
    named = {rule.name for model in (MilestoneMove, Risk) for rule in model._meta.constraints}
    assert named == set(BROKEN)
