"""Every rule that the database keeps about pilots, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnerships.models import Topic
from pilots.models import (
    Actual,
    Indicator,
    IndicatorPlan,
    Legacy,
    Lesson,
    LessonTopic,
    Milestone,
    MilestoneMove,
    Phase,
    Pilot,
    PilotPartner,
    PilotPlace,
    PilotTopic,
    Risk,
    StartStep,
    StatusChange,
    TargetOutcome,
    Update,
    UpdateCorrection,
)
from tests import builders, coursed, learned, lived

pytestmark = pytest.mark.django_db

LATE, EARLY = dt.date(2026, 2, 1), dt.date(2026, 1, 1)


def _pilot(**fields: object) -> Pilot:
    return builders.pilot(builders.place(), **fields)


def _changed(**fields: object) -> None:
    Pilot.objects.filter(pk=_pilot().pk).update(**fields)


def _own_parent() -> None:
    pilot = _pilot()
    Pilot.objects.filter(pk=pilot.pk).update(parent=pilot)


def _grew_from_itself() -> None:
    first = _pilot()
    second = _pilot(parent=first)
    third = _pilot(parent=second)
    Pilot.objects.filter(pk=first.pk).update(parent=third)


def _place(role: str, *, same: bool) -> None:
    pilot = _pilot()
    place: Any = pilot.lead_place if same else builders.place()
    PilotPlace.objects.create(pilot=pilot, place=place, role=role)


def _milestone(**fields: Any) -> None:
    Milestone.objects.create(pilot=_pilot(), text="X", due=LATE, **fields)


def _topic_twice() -> None:
    pilot, topic = _pilot(), Topic.objects.create(name="Housing", slug="housing")
    for _ in range(2):
        PilotTopic.objects.create(pilot=pilot, topic=topic)


def _partner_twice() -> None:
    pilot, body = _pilot(), builders.organisation()
    for _ in range(2):
        PilotPartner.objects.create(pilot=pilot, organisation=body)


def _same_number() -> None:
    one = builders.indicator(_pilot())
    Indicator.objects.create(pilot=one.pilot, number=one.number, name="Other", unit="homes")


def _part_of_itself() -> None:
    one = builders.indicator(_pilot())
    Indicator.objects.filter(pk=one.pk).update(part_of=one)


def _plan(**fields: object) -> None:
    IndicatorPlan.objects.create(indicator=builders.indicator(_pilot()), **fields)


def _second_plan() -> None:
    one = builders.indicator(_pilot(), target_low=5)
    IndicatorPlan.objects.create(indicator=one, target_low=6)


def _actual(**fields: object) -> None:
    fields = {"as_of": EARLY, **fields}
    Actual.objects.create(indicator=builders.indicator(_pilot()), **fields)


def _second_actual() -> None:
    one = builders.indicator(_pilot())
    for value in (5, 6):
        builders.actual(one, value)


def _changed_actual() -> None:
    made = builders.actual(builders.indicator(_pilot()), 5)
    Actual.objects.filter(pk=made.pk).update(value_low=6)


def _update(**fields: object) -> None:
    builders.update(_pilot(), **fields)


def _corrected(**fields: object) -> None:
    update = builders.update(_pilot())
    UpdateCorrection.objects.create(update=update, period_end=LATE, no_change=True, **fields)


def _replaced_twice() -> None:
    old = builders.actual(builders.indicator(_pilot()), 5)
    for day in (EARLY, LATE):
        builders.actual(old.indicator, 6, as_of=day, replaces=old)


def _same_update() -> None:
    first = builders.update(_pilot())
    second = builders.update(first.pilot)
    Update.objects.filter(pk=second.pk).update(number=first.number)


def _lesson_topics(times: int) -> None:
    lesson = Lesson.objects.create(pilot=_pilot(), text="X")
    topic = Topic.objects.create(name="Homes", slug="homes")
    for _ in range(times):
        LessonTopic.objects.create(lesson=lesson, topic=topic)


def _part_of_its_part() -> None:
    whole = builders.indicator(_pilot())
    part = builders.indicator(whole.pilot)
    Indicator.objects.filter(pk=part.pk).update(part_of=whole)
    Indicator.objects.filter(pk=whole.pk).update(part_of=part)


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


def _move(**fields: Any) -> MilestoneMove:
    return coursed.move(coursed.milestone(_pilot()), **fields)


BROKEN: dict[str, Callable[[], object]] = {
    "pilot_level_known": lambda: _changed(visibility="galaxy"),
    "pilot_dates_in_order": lambda: _changed(start=LATE, end=EARLY),
    "pilot_due_only_with_rhythm": lambda: _changed(rhythm=None, update_due=LATE),
    "pilot_not_its_own_parent": _own_parent,
    "pilot_no_cycle": _grew_from_itself,
    "pilot_place_once": lambda: _place("target", same=True),
    "pilot_one_lead_place": lambda: _place("lead", same=False),
    "pilot_topic_once": _topic_twice,
    "pilot_partner_organisation_or_description": lambda: PilotPartner.objects.create(
        pilot=_pilot()
    ),
    "pilot_partner_once": _partner_twice,
    "indicator_number_once": _same_number,
    "indicator_not_part_of_itself": _part_of_itself,
    "indicator_no_cycle": _part_of_its_part,
    "plan_target_in_order": lambda: _plan(target_low=5, target_high=4),
    "plan_baseline_in_order": lambda: _plan(baseline_low=5, baseline_high=4),
    "plan_dates_in_order": lambda: _plan(valid_from=LATE, valid_to=EARLY),
    "plan_one_in_force": _second_plan,
    "actual_value_in_order": lambda: _actual(value_low=5, value_high=4),
    "actual_valued_or_reason": lambda: _actual(value_low=5, missing="not_counted"),
    "actual_difference_said": lambda: _actual(value_low=5, counts="different"),
    "actual_why_of_a_correction": lambda: _actual(value_low=5, why="No reason"),
    "actual_share_of_its_parts": lambda: _actual(value_low=54, numerator=67, denominator=150),
    "actual_waits_by_itself": lambda: _actual(
        value_low=5, waits=True, update=builders.update(_pilot())
    ),
    "actual_one_live_per_date": _second_actual,
    "actual_insert_only": _changed_actual,
    "update_number_once": _same_update,
    "update_period_in_order": lambda: _update(period_start=LATE, period_end=EARLY),
    "update_says_something": lambda: _update(happened=""),
    "update_question_asked": lambda: _update(state="questioned"),
    "update_withdrawn_when": lambda: _update(state="withdrawn"),
    "update_correction_with_reason": lambda: _corrected(why=""),
    "actual_replaced_once": _replaced_twice,
    "actual_withdrawn_stands_not": lambda: _actual(value_low=5, withdrawn=True),
    "update_accepted_when": lambda: _update(state="accepted", accepted_at=None),
    "milestone_of_pilot_or_programme": lambda: Milestone.objects.create(text="X", due=LATE),
    "milestone_has_date": lambda: Milestone.objects.create(pilot=_pilot(), text="X"),
    "milestone_withdrawn_with_reason": lambda: _milestone(withdrawn_because="No."),
    "milestone_given_up_with_reason": lambda: _milestone(given_up_on=LATE),
    "milestone_done_or_given_up": lambda: _milestone(
        given_up_on=LATE, given_up_because="So", done=LATE
    ),
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
    "milestone_move_has_reason": lambda: _move(why=""),
    "milestone_move_moves": lambda: _move(before=coursed.SUMMER),
    "risk_levels_known": lambda: coursed.risk(_pilot(), likelihood=4),
    "risk_says_what": lambda: coursed.risk(_pilot(), effect_said=""),
    "risk_has_owner": lambda: coursed.risk(_pilot(), owner_said=""),
    "risk_closed_with_reason": lambda: coursed.risk(_pilot(), state="passed"),
    "lesson_level_known": lambda: Lesson.objects.create(
        pilot=_pilot(), text="X", visibility="galaxy"
    ),
    "lesson_withdrawn_with_reason": lambda: learned.lesson(_pilot(), withdrawn_because="No."),
    "lesson_topic_once": lambda: _lesson_topics(2),
    "lesson_has_text": lambda: Lesson.objects.create(pilot=_pilot(), visibility="public"),
}
MODELS = (
    *(Pilot, PilotPlace, PilotTopic, PilotPartner, Indicator, IndicatorPlan, Actual),
    *(
        Update,
        UpdateCorrection,
        Milestone,
        Lesson,
        LessonTopic,
        StatusChange,
        Phase,
        StartStep,
        TargetOutcome,
    ),
    *(Legacy, MilestoneMove, Risk),
)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_is_broken_once() -> None:
    named = {rule.name for model in MODELS for rule in model._meta.constraints}
    assert named | {"pilot_no_cycle", "indicator_no_cycle", "actual_insert_only"} == set(BROKEN)


def test_a_form_says_at_the_field_that_a_pilot_would_grow_out_of_itself() -> None:
    first = _pilot()
    first.parent = _pilot(parent=first)
    with pytest.raises(ValidationError) as refused:
        first.clean()
    assert set(refused.value.message_dict) == {"parent"}


def test_a_form_says_at_the_field_that_a_figure_would_be_part_of_its_part() -> None:
    whole = builders.indicator(_pilot())
    part = builders.indicator(whole.pilot)
    Indicator.objects.filter(pk=part.pk).update(part_of=whole)
    whole.part_of = part
    with pytest.raises(ValidationError) as refused:
        whole.clean()
    assert set(refused.value.message_dict) == {"part_of"}


def test_two_halves_of_a_ring_made_in_one_statement_are_refused() -> None:
    one, other = _pilot(), _pilot()
    one.parent, other.parent = other, one
    with pytest.raises(IntegrityError, match="pilot_no_cycle"), transaction.atomic():
        Pilot.objects.bulk_update([one, other], ["parent"])
