"""The brief of a pilot tells its visits, and counts what it has no room for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pilots.models import Pilot
from records.models import Note
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db


def brief(client: Client, pilot: Pilot, own: str = "") -> str:
    address = reverse("pilot_brief", args=[pilot.slug])
    return client.get(f"{address}?format=txt{own}").content.decode()


def test_barriers_that_do_not_fit_are_counted_as_far_as_the_reader_sees_them(
    people: Cast, warm_homes: Pilot
) -> None:
    for number in range(32):
        builders.barrier(
            people.bradford, f"Barrier {number}", pilot=warm_homes, visibility="public"
        )
    for number in range(4):
        builders.barrier(people.bradford, f"Hush {number}", pilot=warm_homes, visibility="team")
    public = brief(Client(), warm_homes)
    assert public.count("- Barrier ") == 30
    assert "and more than 0 more" not in public
    assert "and others: " in public
    assert "/pilots/warm-homes/barriers/" in public
    assert "Hush" not in public


def test_notes_that_do_not_fit_are_not_passed_over_in_silence(
    people: Cast, warm_homes: Pilot
) -> None:
    Note.objects.create(subject=warm_homes, kind="caveat", text="Two homes moved")
    Note.objects.create(subject=warm_homes, kind="result", text="Warmer by two degrees")
    Note.objects.bulk_create(
        Note(subject=warm_homes, kind="gap", text=f"Gap {number}") for number in range(198)
    )
    text = brief(Client(), warm_homes)
    assert "- Two homes moved" in text
    assert "More on its page: notes." in text
    assert "and others" not in text
    about = reverse("pilot_about", args=[warm_homes.slug])
    assert "and others" not in Client().get(about).content.decode()
    Note.objects.create(subject=warm_homes, kind="gap", text="Gap 198")
    assert "and others: " in brief(Client(), warm_homes)
    assert "and others" in Client().get(about).content.decode()


def test_visits_stand_in_it_for_those_who_may_see_them(people: Cast, warm_homes: Pilot) -> None:
    soon = timezone.localdate() + dt.timedelta(days=3)
    common = {"state": "planned", "on": soon}
    team = engaged.team("Rented homes")
    engaged.visit(warm_homes, people.bradford, team, purpose="See the homes", **common)
    engaged.visit(warm_homes, people.bradford, purpose="Hush", visibility="team", **common)
    text = brief(signed_in(people.outsider), warm_homes)
    assert "VISITS" in text
    assert f"{team.name}; See the homes" in text
    assert "Hush" not in text
    assert "VISITS" not in brief(Client(), warm_homes)
    assert "Hush" not in brief(signed_in(people.bradford_editor), warm_homes)
    assert "Hush" in brief(signed_in(people.bradford_editor), warm_homes, "&own=on")
