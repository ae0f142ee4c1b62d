"""For how long an ask waits or waited, in words: never "no days"."""

from __future__ import annotations

import datetime as dt

import pytest

from barriers.escalation.page_data import Step
from barriers.models import Escalation

DAY = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("state", "days", "said"),
    [
        ("sent", 0, "Sent today"),
        ("sent", 3, "Waiting 3 days"),
        ("answered", 0, "Ended on the day it was sent"),
        ("answered", 1, "After 1 day"),
    ],
)
def test_an_ask_says_how_long_it_took(state: str, days: int, said: str) -> None:
    end = DAY + dt.timedelta(days=days)
    ask = Escalation(state=state, sent_on=DAY, ended_on=None if state == "sent" else end)
    assert said == Step.age.fget(_Of(ask, end))


class _Of:
    def __init__(self, escalation: Escalation, today: dt.date) -> None:
        self.escalation, self.today = escalation, today
