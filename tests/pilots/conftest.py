"""A pilot that owes an update, and the day on which it is looked at."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from partnerships.models import Topic
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import TODAY


@pytest.fixture
def today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def warm_homes(people: Cast) -> Pilot:
    """A live pilot that reports every quarter and owes an update on 24 November."""
    pilot = builders.pilot(
        people.bradford,
        "Warm homes",
        programme=people.pfpp,
        rhythm=3,
        update_due=dt.date(2026, 11, 24),
        slug="warm-homes",
    )
    visited = builders.indicator(pilot, "Homes visited", target_low=150)
    builders.indicator(pilot, "Homes improved", target_low=80, target_high=120)
    builders.actual(
        visited, 60, counts="same", as_of=dt.date(2026, 6, 30), source_said="Case records"
    )
    return pilot


@pytest.fixture
def homes() -> Topic:
    return Topic.objects.create(name="Homes", slug="homes")


@pytest.fixture
def homes_pilot(people: Cast, homes: Topic) -> Pilot:
    """A public pilot of the programme, led by Bradford, about homes."""
    pilot = builders.pilot(
        people.bradford, "Warm homes", programme=people.pfpp, team=people.team, slug="warm-homes"
    )
    pilot.topics.add(homes)
    return Pilot.objects.get(pk=pilot.pk)
