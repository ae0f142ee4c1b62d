"""Every rule that the database keeps about the life of a pilot, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from pilots.models import Legacy, Phase, Pilot, StartStep, StatusChange, TargetOutcome
from tests import builders, lived

pytestmark = pytest.mark.django_db

LATE, EARLY = dt.date(2026, 2, 1), dt.date(2026, 1, 1)


def _pilot() -> Pilot:
    return builders.pilot(builders.place())


def _twice() -> None:
    pilot = _pilot()
    for _ in range(2):
        lived.start_step(pilot, "data")


def _became_itself() -> None:
    pilot = _pilot()
    lived.legacy(pilot, child=pilot)


def _outcome() -> None:
    pilot = _pilot()
    builders.indicator(pilot, target_low=5)
    lived.target_outcome(pilot, outcome="splendid")


BROKEN: dict[str, Callable[[], object]] = {
    "status_change_end_has_reason": lambda: lived.status_change(_pilot(), "stopped"),
    "phase_plan_in_order": lambda: lived.phase(_pilot(), planned_start=LATE, planned_end=EARLY),
    "phase_dates_in_order": lambda: lived.phase(_pilot(), start=LATE, end=EARLY),
    "phase_payer_once": lambda: lived.phase(
        _pilot(), paid_by=builders.organisation(), paid_by_said="Both councils"
    ),
    "start_step_once": _twice,
    "start_step_not_needed_because": lambda: lived.start_step(_pilot(), state="not_needed"),
    "target_outcome_known_word": _outcome,
    "legacy_funder_once": lambda: lived.legacy(
        _pilot(), funder=builders.organisation(), funder_said="Both councils"
    ),
    "legacy_has_text": lambda: lived.legacy(_pilot(), ""),
    "legacy_is_another_pilot": _became_itself,
}
MODELS = (StatusChange, Phase, StartStep, TargetOutcome, Legacy)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_is_broken_once() -> None:
    assert {rule.name for model in MODELS for rule in model._meta.constraints} == set(BROKEN)
