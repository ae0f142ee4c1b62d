"""Another pilot that owes figures, which nobody but its own place accepts."""

from __future__ import annotations

import datetime as dt

import pytest

from pilots.models import Pilot
from tests import builders
from tests.builders import Cast


@pytest.fixture
def other_pilot(people: Cast) -> Pilot:
    """Another pilot of Bradford, late since 1 November, with one figure."""
    pilot = builders.pilot(
        people.bradford, "Safe streets", rhythm=3, update_due=dt.date(2026, 11, 1), slug="streets"
    )
    builders.indicator(pilot, "Lamps mended", "lamps")
    return pilot
