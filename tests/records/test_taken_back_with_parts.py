"""What is taken back goes with its own parts and a reason, and stays where somebody built on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from collaboration.models import Comment
from people.models import Team
from pilots.models import Indicator, Pilot, PilotPartner
from records.models import HistoryEntry
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.records.test_taken_back import ADDED, WHY, add

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(cast: Cast) -> Cast:
    """What the added stand on."""
    builders.pilot(cast.bradford, "Warm homes", slug="warm-homes", visibility="place")
    builders.category()
    return cast


def test_a_reason_is_asked_for_and_kept_with_what_was_there(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    _, figure = add(client, ADDED["indicator_take_back"])
    at = f"{figure.get_absolute_url()}take-back/"
    assert "Take back" in text_of(client.get(figure.get_absolute_url()))
    assert "Say why you take it back" in text_of(client.post(at))
    assert Indicator.objects.filter(pk=figure.pk).exists()
    client.post(at, WHY)
    kept = HistoryEntry.objects.filter(kind="delete", model="pilots.indicator")
    assert [(row.context["why"], (row.before or {})["name"]) for row in kept] == [
        ("Added twice", "Homes")
    ]


def test_a_pilot_takes_its_own_parts_and_its_team_along(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    _, pilot = add(client, ADDED["pilot_take_back"])
    PilotPartner.objects.create(pilot=pilot, description="Schools")
    at = reverse("pilot_take_back", args=[pilot.slug])
    assert at in client.get(pilot.get_absolute_url()).content.decode()
    client.post(at, WHY)
    assert not Pilot.objects.filter(pk=pilot.pk).exists()
    assert not Team.objects.filter(pk=pilot.team_id).exists()
    parts = {"pilots.pilot", "pilots.pilotplace", "pilots.pilotpartner", "people.team"}
    gone = HistoryEntry.objects.filter(kind="delete", context__why="Added twice")
    assert {*gone.values_list("model", flat=True)} >= parts


def test_a_team_that_has_people_stays(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    _, pilot = add(client, ADDED["pilot_take_back"])
    builders.give(around.luton_officer, "contributor", pilot.team)
    client.post(reverse("pilot_take_back", args=[pilot.slug]), WHY)
    assert not Pilot.objects.filter(pk=pilot.pk).exists()
    assert Team.objects.filter(pk=pilot.team_id).exists()


@pytest.mark.parametrize("what", ["pilot", "figure", "barrier"])
def test_what_somebody_built_on_stays(around: Cast, what: str) -> None:
    client = signed_in(around.bradford_officer)
    key = {"figure": "indicator_take_back"}.get(what, f"{what}_take_back")
    _, record = add(client, ADDED[key])
    if what == "pilot":
        builders.barrier(around.bradford, pilot=record, visibility="team")
    elif what == "figure":
        builders.actual(record, 67)
    else:
        Comment.objects.create(subject=record, text="So do we", created_by=around.bradford_editor)
    at = f"{record.get_absolute_url()}take-back/"
    assert "something depends on it" in text_of(client.get(at))
    client.post(at, WHY)
    assert type(record)._base_manager.filter(pk=record.pk).exists()


def test_a_record_stays_where_somebody_built_on_a_part_of_it(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    _, pilot = add(client, ADDED["pilot_take_back"])
    part = PilotPartner.objects.create(pilot=pilot, description="Schools")
    theirs = Comment.objects.create(subject=part, text="Ours", created_by=around.bradford_editor)
    client.post(reverse("pilot_take_back", args=[pilot.slug]), WHY)
    assert Pilot.objects.filter(pk=pilot.pk).exists()
    theirs.delete()
    client.post(reverse("pilot_take_back", args=[pilot.slug]), WHY)
    assert not Pilot.objects.filter(pk=pilot.pk).exists()


@pytest.mark.parametrize("key", ["pilot_take_back", "barrier_take_back"])
def test_who_neither_added_it_nor_edits_its_place_does_not_take_it_back(
    around: Cast, key: str
) -> None:
    _, record = add(signed_in(around.bradford_officer), ADDED[key])
    type(record).objects.filter(pk=record.pk).update(visibility="network")
    url = record.get_absolute_url()
    for who in (around.outsider, around.luton_editor):
        assert "take-back" not in signed_in(who).get(url).content.decode()
        assert signed_in(who).post(f"{url}take-back/", WHY).status_code == 403
    assert signed_in(around.bradford_editor).post(f"{url}take-back/", WHY).status_code == 302


def test_the_details_of_a_barrier_lead_its_author_to_take_it_back(around: Cast) -> None:
    _, record = add(signed_in(around.bradford_officer), ADDED["barrier_take_back"])
    type(record).objects.filter(pk=record.pk).update(visibility="network")
    details = reverse("barrier_details", args=[record.reference])
    away = reverse("barrier_take_back", args=[record.reference])
    assert away in signed_in(around.bradford_officer).get(details).content.decode()
    assert away not in signed_in(around.outsider).get(details).content.decode()
