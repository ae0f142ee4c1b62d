"""One day for every test, and a barrier that names a body."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from barriers.barrier_page.actions import record_tried
from barriers.models import Barrier
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.published import on


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Every test begins on one day, a Friday."""
    with on(2026, 11, 20):
        yield


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """One that names the energy department, of Bradford and Luton, with something tried."""
    made = builders.barrier(
        cast.bradford, "We cannot see licences", cast.luton, created_by=cast.bradford_officer,
        visibility="place", status="open", unlocker=energy(), programme=cast.pfpp,
        because="because the list is closed", ask="Open the list", category=builders.category(),
    )  # fmt: skip
    record_tried(by=cast.bradford_officer, barrier=made, what="Asked each landlord")
    return made
