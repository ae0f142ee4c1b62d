"""What the database refuses of asks, their replies and the clocks of programmes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from barriers.models import Barrier, EscalationRule
from tests import asked
from tests.access.world_escalations import energy
from tests.barriers.test_escalations import private
from tests.builders import Cast

__all__ = ["private"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("escalation_says_what", {"text": ""}),
        ("escalation_days_in_order", {"answer_by": dt.date(2020, 1, 1)}),
        ("escalation_closed_when", {"state": "answered"}),
        ("escalation_helped_once_answered", {"helped": "yes"}),
    ],
)
def test_the_database_keeps_asks_whole(
    cast: Cast, private: Barrier, constraint: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        asked.ask(private, energy(), **fields)


def test_the_database_asks_one_body_once(cast: Cast, private: Barrier) -> None:
    made = asked.ask(private, energy())
    with pytest.raises(IntegrityError, match="escalation_asked_once"), transaction.atomic():
        asked.ask(private, energy())
    for constraint, fields in (
        ("escalation_reply_says_what", {"text": ""}),
        ("escalation_reply_holding_has_day", {"kind": "holding"}),
        ("escalation_reply_passed_if_not_ours", {"passed_to": energy()}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            asked.said(made, **fields)
    with pytest.raises(IntegrityError, match="escalation_rule_days"), transaction.atomic():
        EscalationRule.objects.create(programme=cast.pfpp, acknowledge_days=9, answer_days=3)
