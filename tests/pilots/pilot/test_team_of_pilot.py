"""Which team works on a pilot: chosen by the editors who say who is in the teams of its place."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Place
from people.models import Team
from pilots.models import Pilot
from pilots.pilot.permissions import can_log_progress
from tests import builders
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


def test_a_team_that_was_made_is_given_a_pilot_and_logs_its_progress(client: Client) -> None:
    luton = builders.place("Luton")
    pilot = builders.pilot(luton, "Warm homes", team=builders.team("Warm homes team"))
    retrofit = Team.objects.create(name="Retrofit team", place=luton)
    Team.objects.create(name="Team of long ago", place=luton, ended_on=timezone.localdate())
    Team.objects.create(name="Team of elsewhere", place=builders.place("Leeds"))
    mia = builders.user("Mia Member", ("contributor", retrofit))
    assert not can_log_progress(mia, pilot)
    client.force_login(builders.user("Luton editor", ("place_editor", luton)))
    address = f"{pilot.get_absolute_url()}edit/"
    form = client.get(address).content.decode()
    assert "Retrofit team" in form
    assert "Team of long ago" not in form
    assert "Team of elsewhere" not in form
    client.post(address, filled(client, address, team=str(retrofit.pk)))
    pilot = Pilot.objects.get(pk=pilot.pk)
    assert pilot.team == retrofit
    assert can_log_progress(mia, pilot)


def test_who_does_not_edit_the_place_is_not_asked_which_team(client: Client) -> None:
    luton: Place = builders.place("Luton")
    own = builders.team("Warm homes team")
    pilot = builders.pilot(luton, "Warm homes", team=own)
    other = Team.objects.create(name="Retrofit team", place=luton)
    client.force_login(builders.user("Mia Member", ("contributor", own)))
    address = f"{pilot.get_absolute_url()}edit/"
    assert "Which team works on it?" not in client.get(address).content.decode()
    client.post(address, filled(client, address) | {"team": str(other.pk)})
    assert Pilot.objects.get(pk=pilot.pk).team == own
