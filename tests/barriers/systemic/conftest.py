"""A systemic barrier of two places, and a Friday on which it is answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from barriers.models import Barrier, SystemicBarrier
from tests import builders, shared_cause
from tests.asked import energy
from tests.builders import Cast


@pytest.fixture
def on_a_friday() -> Iterator[None]:
    """The test is on one day."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def bradfords(cast: Cast) -> Barrier:
    """Only Bradford's own people read it."""
    return builders.barrier(
        cast.bradford, "We cannot see licences", visibility="team", status="open",
        created_by=cast.bradford_officer,
    )  # fmt: skip


@pytest.fixture
def lutons(cast: Cast) -> Barrier:
    return builders.barrier(cast.luton, "We cannot either", visibility="network", status="open")


@pytest.fixture
def licences(cast: Cast, bradfords: Barrier, lutons: Barrier) -> SystemicBarrier:
    return shared_cause.systemic(
        "No list may be shown", bradfords, lutons, owner=energy(), lever="rule"
    )
