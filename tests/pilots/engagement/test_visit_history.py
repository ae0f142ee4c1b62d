"""The history of a visit: what was changed, and nothing of what it said while it was hidden."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from pilots.models import Engagement, EngagementBody, Pilot
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.usefixtures("own_database")

AHEAD = dt.date(2027, 12, 1)


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


@pytest.fixture
def warm_homes(people: Cast) -> Pilot:
    with transaction.atomic():
        return builders.pilot(people.bradford, "Warm homes", slug="warm-homes")


def planned(people: Cast, pilot: Any, **fields: Any) -> Engagement:
    usual = {"state": "planned", "on": AHEAD, "created_by": people.bradford_editor}
    with transaction.atomic():
        return engaged.visit(pilot, people.bradford, **(usual | fields))


def history(who: Any, visit: Engagement) -> str:
    return text_of(signed_in(who).get(reverse("visit_history", args=[visit.pk])))


def test_a_visit_that_was_called_off_says_so_and_why(people: Cast, warm_homes: Pilot) -> None:
    for pilot in (warm_homes, None):
        made = planned(people, pilot, visibility="network")
        made.state, made.called_off_because = "called_off", "The minister is ill"
        made.save()
        told = history(people.outsider, made)
        assert "The minister is ill" in told
        assert "alled off" in told


def test_nothing_is_told_of_what_was_said_while_it_was_hidden(
    people: Cast, warm_homes: Pilot
) -> None:
    of_pilot = signed_in(people.outsider)
    for pilot in (warm_homes, None):
        made = planned(people, pilot, visibility="team", purpose="Hush")
        made.purpose, made.visibility = "Open", "network"
        made.save()
        made.purpose = "Open to all"
        made.save()
        told = history(people.outsider, made)
        assert "Hush" not in told
        assert "Open to all" in told
        assert "Hush" in history(people.bradford_editor, made)
    whole = text_of(of_pilot.get(reverse("pilot_history", args=[warm_homes.slug])))
    assert "Meeting or visit, Open to all" in whole
    assert "Hush" not in whole
    assert "Open to all" in whole


def test_an_officer_reads_on_from_when_their_body_was_named(people: Cast) -> None:
    made = planned(people, None, visibility="team", purpose="Hush")
    made.purpose = "Before them"
    made.save()
    [role] = people.desnz_official.assignments.all()
    EngagementBody.objects.create(engagement=made, organisation=role.organisation)
    made.purpose = "With them"
    made.save()
    told = history(people.desnz_official, made)
    assert "With them" in told
    assert "Hush" not in told
