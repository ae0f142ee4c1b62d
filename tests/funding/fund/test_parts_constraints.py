"""Every rule that the database keeps about what belongs to a fund, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from funding.models import (
    CallNote,
    Fund,
    FundGuidance,
    FundGuidanceTopic,
    FundPot,
    FundRound,
    ReportingDuty,
)
from partnerships.models import Topic
from tests import builders

pytestmark = pytest.mark.django_db
LATE, EARLY = dt.date(2026, 2, 1), dt.date(2026, 1, 1)


def _of_fund(model: Any, **fields: Any) -> Any:
    fund, _ = Fund.objects.get_or_create(name="Fund", slug="fund")
    return model.objects.create(fund=fund, **fields)


def _pot(**fields: Any) -> Any:
    return _of_fund(FundPot, **{"name": "Pot", "outcome": "Less", **fields})


def _round(**fields: Any) -> Any:
    return _of_fund(FundRound, **{"name": "Round", **fields})


def _duty(**fields: Any) -> Any:
    return _of_fund(ReportingDuty, **{"what": "Return", **fields})


def _guidance(**fields: Any) -> Any:
    return _of_fund(FundGuidance, **{"title": "Guidance", **fields})


def _call(**fields: Any) -> Any:
    author = builders.user("Somebody")
    said = {"on": EARLY, "our_side": "Us", "post_said": "Them", "said": "Yes"}
    return _of_fund(CallNote, **{**said, "created_by": author, **fields})


def _topic_twice() -> None:
    guidance, topic = _guidance(), Topic.objects.create(name="Homes", slug="homes")
    for _ in range(2):
        FundGuidanceTopic.objects.create(guidance=guidance, topic=topic)


BROKEN: dict[str, Callable[[], object]] = {
    "fund_pot_says_what_for": lambda: _pot(outcome=""),
    "fund_pot_amount_in_order": lambda: _pot(amount_low=5, amount_high=4),
    "fund_pot_amount_not_negative": lambda: _pot(amount_low=-1),
    "fund_round_has_name": lambda: _round(name=""),
    "fund_round_dates_in_order": lambda: _round(opens=LATE, closes=EARLY),
    "fund_round_decided_after_it_opens": lambda: _round(opens=LATE, decision=EARLY),
    "reporting_duty_says_what": lambda: _duty(what=""),
    "reporting_duty_dates_in_order": lambda: _duty(first_due=LATE, last_due=EARLY),
    "reporting_duty_hours_in_order": lambda: _duty(hours_low=5, hours_high=4),
    "reporting_duty_hours_not_negative": lambda: _duty(hours_low=-1),
    "reporting_duty_ended_with_reason": lambda: _duty(ended=LATE),
    "fund_guidance_has_title": lambda: _guidance(title=""),
    "fund_guidance_checked_on_a_day": lambda: _guidance(checked_by=builders.user("Somebody")),
    "fund_guidance_topic_once": _topic_twice,
    "call_note_never_public": lambda: _call(visibility="public"),
    "call_note_says_what": lambda: _call(said=""),
    "call_note_says_with_whom": lambda: _call(post_said=""),
    "call_note_has_author": lambda: _call(created_by=None),
    "call_note_withdrawn_with_reason": lambda: _call(withdrawn_because="Wrong"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name]()


def test_every_rule_is_broken_once() -> None:
    models = (FundPot, FundRound, ReportingDuty, FundGuidance, FundGuidanceTopic, CallNote)
    named = {rule.name for model in models for rule in model._meta.constraints}
    assert named == set(BROKEN)
