"""The cast, and a pilot of Bradford with a topic."""

from __future__ import annotations

import pytest

from partnerships.models import Topic
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def homes() -> Topic:
    return Topic.objects.create(name="Homes", slug="homes")


@pytest.fixture
def warm_homes(people: Cast, homes: Topic) -> Pilot:
    """A public pilot of the programme, led by Bradford, about homes."""
    pilot = builders.pilot(
        people.bradford, "Warm homes", programme=people.pfpp, team=people.team, slug="warm-homes"
    )
    pilot.topics.add(homes)
    return Pilot.objects.get(pk=pilot.pk)
