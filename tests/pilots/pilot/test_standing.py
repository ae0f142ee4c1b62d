"""Where a pilot stands, in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from pilots.models import Pilot

MARCH = dt.date(2023, 3, 1)
COMING = timezone.localdate() + dt.timedelta(days=40)


@pytest.mark.parametrize(
    ("status", "end", "words"),
    [
        ("closed", MARCH, "Closed March 2023"),
        ("stopped", MARCH, "Stopped March 2023"),
        ("closed", None, "Closed"),
        ("closed", COMING, "Closed"),
        ("live", MARCH, "Live"),
    ],
)
def test_when_it_ended_is_said_where_that_is_known(
    status: str, end: dt.date | None, words: str
) -> None:
    assert Pilot(status=status, end=end, end_precision="month").standing == words
