"""Every rule that the database keeps about meetings, promises and referrals, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from collaboration.models import ActionItem
from pilots.models import Engagement, EngagementBody, EngagementTotal, Pilot, Referral
from records.models import Source
from tests import builders, engaged

pytestmark = pytest.mark.django_db

LATE, EARLY = dt.date(2026, 2, 1), dt.date(2026, 1, 1)


def _pilot() -> Pilot:
    return builders.pilot(builders.place())


def _met(**fields: Any) -> None:
    EngagementBody.objects.create(engagement=engaged.engagement(_pilot()), **fields)


def _met_twice() -> None:
    body = builders.organisation()
    engaged.engagement(_pilot(), body, body)


def _held(**fields: Any) -> None:
    engaged.engagement(_pilot(), **fields)


def _same_number() -> None:
    first = engaged.engagement(_pilot())
    Engagement.objects.create(pilot=first.pilot, number=1, kind="meeting", purpose="Another")


def _promised(**fields: Any) -> None:
    engaged.promise(engaged.engagement(_pilot()), **fields)


def _total(**fields: Any) -> None:
    source = Source.objects.create(slug="guidance", title="Guidance")
    EngagementTotal.objects.create(source=source, **fields)


def _referred(**fields: Any) -> None:
    engaged.referral(_pilot(), **fields)


BROKEN: dict[str, Callable[[], object]] = {
    "engagement_number_once": _same_number,
    "engagement_has_purpose": lambda: _held(purpose=""),
    "engagement_of_no_pilot_is_visit": lambda: engaged.engagement(None, kind="meeting"),
    "engagement_level_known": lambda: _held(visibility="friends"),
    "engagement_withdrawn_with_reason": lambda: _held(withdrawn_because="No."),
    "engagement_planned_has_day": lambda: _held(state="planned", on=None),
    "engagement_visit_has_place": lambda: _held(kind="visit"),
    "engagement_reached_not_negative": lambda: _held(reached_low=-1),
    "engagement_reached_in_order": lambda: _held(reached_low=5, reached_high=4),
    "engagement_body_organisation_or_description": _met,
    "engagement_body_once": _met_twice,
    "engagement_body_first_time_among_people": lambda: _met(
        description="A team", people=2, first_time=3
    ),
    "engagement_total_of_pilot_or_programme": lambda: _total(teams=10),
    "engagement_total_says_something": lambda: _total(pilot=_pilot()),
    "engagement_total_people_in_order": lambda: _total(pilot=_pilot(), people_low=5, people_high=4),
    "action_item_has_text": lambda: _promised(text=""),
    "action_item_has_owner": lambda: _promised(owner_said=""),
    "action_item_closed_when": lambda: _promised(state="done"),
    "action_item_dropped_says_why": lambda: _promised(state="dropped", ended_on=LATE),
    "referral_organisation_or_route": lambda: _referred(route=""),
    "referral_number_or_why_not": lambda: _referred(people=5, missing="not_counted"),
    "referral_not_negative": lambda: _referred(people=-1),
    "referral_period_in_order": lambda: _referred(people=5, period_start=LATE, period_end=EARLY),
    "referral_people_in_order": lambda: _referred(people=5, people_high=4),
}
MODELS = (Engagement, EngagementBody, EngagementTotal, ActionItem, Referral)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_is_broken_once() -> None:
    assert {rule.name for model in MODELS for rule in model._meta.constraints} == set(BROKEN)


def test_a_team_met_more_raises_the_version_of_the_meeting() -> None:
    meeting = engaged.engagement(_pilot())
    EngagementBody.objects.create(engagement=meeting, description="The street team")
    meeting.refresh_from_db()
    assert meeting.version == 2
