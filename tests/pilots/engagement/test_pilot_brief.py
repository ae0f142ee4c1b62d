"""The brief of a pilot tells its visits, and counts what it has no room for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pilots.models import Milestone, Pilot
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


def test_what_is_next_comes_before_the_last_of_its_own_that_were_reached(
    people: Cast, warm_homes: Pilot
) -> None:
    today = timezone.localdate()
    for number in range(1, 6):
        day = today - dt.timedelta(days=100 - number)
        Milestone.objects.create(pilot=warm_homes, text=f"Reached {number}", due=day, done=day)
        ahead = today + dt.timedelta(days=number)
        Milestone.objects.create(pilot=warm_homes, text=f"Ahead {number}", due=ahead)
    Milestone.objects.create(programme=warm_homes.programme, text="Launch", due=today, done=today)
    text = brief(Client(), warm_homes)
    following, reached = text.split("WHAT’S NEXT")[1].split("LATEST MILESTONES")
    assert [f"Ahead {number}" in following for number in range(1, 6)] == [True] * 4 + [False]
    assert [f"Reached {number}" in reached for number in range(1, 6)] == [False] * 2 + [True] * 3
    assert "Launch" not in text, "the programme's own page tells what it reached"
    assert "other milestones" in text


def test_milestones_of_its_programme_are_no_others_of_a_pilot(
    people: Cast, warm_homes: Pilot
) -> None:
    today = timezone.localdate()
    Milestone.objects.create(pilot=warm_homes, text="First home", due=today, done=today)
    for number in range(1, 4):
        Milestone.objects.create(
            programme=warm_homes.programme, text=f"Launch {number}", due=today, done=today
        )
    text = brief(Client(), warm_homes)
    assert "First home" in text
    assert "other milestones" not in text


def test_what_is_counted_is_told_only_where_plan_and_actual_may_differ(
    people: Cast, warm_homes: Pilot
) -> None:
    rows = (("same", ""), ("different", "Doors, not homes."), ("not_sure", ""))
    for counts, difference in rows:
        made = builders.indicator(
            warm_homes, f"Homes {counts}", target_low=9, definition=f"homes as {counts}"
        )
        builders.actual(made, 4, counts=counts, difference=difference)
    text = " ".join(brief(Client(), warm_homes).split())
    assert "- Homes same: planned 9 homes; actual 4 homes, at 20 November 2026. -" in text
    assert "planned 9 homes; actual 4 homes, at 20 November 2026. They do not count" in text
    assert "Doors, not homes." in text
    assert "(homes as same)" not in text
    assert "(homes as different)" not in text
    assert "planned 9 homes (homes as not_sure)" in text
