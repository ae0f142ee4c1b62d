"""A neighbourhood, and the pilot that works in it."""

from __future__ import annotations

from typing import Any

import pytest

from partnerships.models import Place
from pilots.models import PilotPlace
from tests import builders
from tests.builders import Cast


@pytest.fixture
def tong(cast: Cast) -> Place:
    return builders.place("Tong", "ward", within=cast.bradford)


@pytest.fixture
def hubs(cast: Cast, tong: Place) -> Any:
    """A pilot that Bradford leads and that works in Tong."""
    pilot = builders.pilot(cast.bradford, "Hubs", programme=cast.pfpp)
    PilotPlace.objects.create(pilot=pilot, place=tong, role="target")
    return pilot
