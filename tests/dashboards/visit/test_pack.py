"""The pack for a visit: what waits at the place, what was promised, who receives, who else goes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Organisation
from pilots.models import Engagement, Pilot, PilotPlace
from tests import asked, builders, engaged
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def desnz(people: Cast) -> Organisation:
    """The department of the official."""
    return Organisation.objects.get(name__startswith="Department for Energy")


@pytest.fixture
def warm_homes(people: Cast) -> Pilot:
    return builders.pilot(people.bradford, "Warm homes", challenge="Homes nobody wants to heat")


def soon(days: int = 10) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def planned(pilot: Any, at: Any, *met: Any, **fields: Any) -> Engagement:
    usual = {"state": "planned", "on": soon(), "visibility": "network", "purpose": "See the homes"}
    return engaged.visit(pilot, at, *met, **(usual | fields))


def pack(who: Any, visit: Engagement, **asked_for: str) -> str:
    response = signed_in(who).get(reverse("visit_pack", args=[visit.pk]), asked_for)
    assert response.status_code == 200
    return text_of(response)


def test_a_pack_holds_all_that_one_takes_along(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    host = builders.post("Director of Place", people.council)
    made = planned(warm_homes, people.bradford, desnz, host=host)
    barrier = builders.barrier(people.bradford, "Grants end too soon", visibility="public")
    asked.ask(barrier, desnz, "Let us spend it next year")
    held = engaged.visit(warm_homes, people.bradford, on=soon(-20), purpose="Met the installers")
    engaged.promise(held, "Send the guidance", due=soon(3))
    engaged.promise(held, "Long since done", due=soon(3), state="done", ended_on=soon(-1))
    rents = engaged.team("Rented homes")
    planned(None, people.bradford, rents, purpose="See the flats", on=soon(12))
    text = pack(people.desnz_official, made)
    for words in (
        "See the homes",
        "Homes nobody wants to heat",
        "Director of Place",
        "Grants end too soon",
        "What we’d ask of you",
        "Let us spend it next year",
        "Send the guidance",
        "Met the installers",
        "See the flats",
        "Close to another visit",
        "Promised, still to do",
        "Before a visit",
    ):
        assert words in text, words
    assert "Long since done" not in text
    assert (
        reverse("visit_pack", args=[made.pk])
        in signed_in(people.desnz_official).get(made.get_absolute_url()).content.decode()
    )


def test_what_is_late_says_so_and_visits_close_by_share_a_note(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    made = planned(warm_homes, people.bradford, (desnz, 7))
    # The last has not said that it arrived, and is to answer in weeks
    for to, heard, due in (
        (desnz, soon(-1), soon(-1)),
        (people.council, soon(-2), soon(-2)),
        (desnz, soon(-1), soon(30)),
    ):
        barrier = builders.barrier(people.bradford, visibility="public")
        asked.ask(barrier, to, answer_by=due, acknowledge_by=heard)
    for name, day in (("Rented homes", 12), ("Warm homes", 13)):
        planned(None, people.bradford, engaged.team(name), on=soon(day))
    text = pack(people.desnz_official, made)
    assert f"What the {desnz} should know" in text
    assert "7 people. Warm homes" in text
    assert text.count("Late") == 3
    assert text.count("Close to other visits") == text.count("Could you go together?") == 1


def test_what_is_asked_and_who_receives_stand_once(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    host = builders.post("Director of Place", people.council, people.bradford)
    builders.post("Housing adviser", people.council, people.bradford)
    made = planned(warm_homes, people.bradford, desnz, host=host)
    theirs = builders.barrier(people.bradford, "Grants end too soon", visibility="public")
    asked.ask(theirs, desnz, "Let us spend it next year")
    alone = pack(people.desnz_official, made)
    assert alone.count("Grants end too soon") == 1
    assert "What gets in the way" not in alone
    builders.barrier(people.bradford, "Rents rise", visibility="public")
    text = pack(people.desnz_official, made)
    ways = text.partition("What gets in the way")[2].partition("Money")[0]
    assert "Rents rise" in ways
    assert "Grants end too soon" not in ways
    who = text.partition("Who to ask")[2].partition("Not known yet")[0]
    assert "Housing adviser" in who
    assert "Director of Place" not in who


def test_figures_that_are_drawn_come_first(people: Cast, warm_homes: Pilot) -> None:
    made = planned(warm_homes, people.bradford)
    for name in ("Letters", "Calls", "Talks"):
        one = builders.indicator(warm_homes, name, target_low=10)
        builders.actual(one, 5, counts="different", difference="Another count")
    drawn = builders.indicator(warm_homes, "Drawn", target_low=10)
    builders.actual(drawn, 4, counts="same")
    rows = text_of(signed_in(people.outsider).get(reverse("visit_pack", args=[made.pk])))
    figures = rows.partition("Planned and actual")[2]
    assert figures.index("Drawn") < figures.index("Letters")


@pytest.mark.parametrize("of_pilot", [True, False])
def test_it_holds_nothing_that_its_reader_may_not_see(
    people: Cast, warm_homes: Pilot, desnz: Organisation, of_pilot: bool
) -> None:
    made = planned(warm_homes if of_pilot else None, people.bradford)
    rents = engaged.team("Hush rents")
    quiet = builders.pilot(people.bradford, "Hush pilot", visibility="team")
    at_quiet = engaged.visit(quiet, people.bradford, on=soon(-5), purpose="Hush visit")
    engaged.promise(at_quiet, "Hush promise", due=soon(1))
    narrow = planned(None, people.bradford, rents, visibility="team", purpose="Hush plan")
    engaged.promise(narrow, "Hush promise too", due=soon(1))
    barrier = builders.barrier(people.bradford, "Hush barrier", visibility="team")
    asked.ask(barrier, rents, "Hush ask")
    host = builders.post("Hush role", people.council, visibility="team")
    Engagement.objects.filter(pk=made.pk).update(host=host)
    text = pack(people.outsider, made)
    assert "Hush" not in text
    assert "more" not in text.partition("Who you’ll meet")[2].partition("Not known yet")[0]
    assert "Hush" not in pack(people.bradford_editor, made)
    editors = pack(people.bradford_editor, made, own="on")
    for words in ("Hush visit", "Hush promise", "Hush plan", "Hush barrier", "Hush ask"):
        assert words in editors, words


def test_in_a_ward_it_holds_what_the_pilot_there_and_the_council_wait_for(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    tong = builders.place("Tong", "ward", within=people.bradford)
    PilotPlace.objects.create(pilot=warm_homes, place=tong, role="target")
    made = planned(None, tong)
    for title, fields in (
        ("Grants end too soon", {"pilot": warm_homes}),
        ("Rents rise", {}),
        ("Hush barrier", {"pilot": warm_homes, "visibility": "team"}),
    ):
        asked.ask(builders.barrier(people.bradford, title, **fields), desnz, "Let us")
    elsewhere = builders.place("Manningham", "ward", within=people.bradford)
    asked.ask(builders.barrier(elsewhere, "Parks close"), desnz, "Let us")
    text = pack(people.outsider, made)
    waiting = text.partition("Asked of others, still open")[2].partition("Who you’ll meet")[0]
    assert "Grants end too soon Of the pilot here." in waiting
    assert "Rents rise Of Bradford." in waiting
    assert "Parks close" not in text
    assert "Hush" not in text
    assert "1 of the pilot here" in text
    assert "all 3 of Bradford" in text


def test_who_may_not_see_the_visit_finds_no_pack(people: Cast, warm_homes: Pilot) -> None:
    made = planned(warm_homes, people.bradford, visibility="team")
    address = reverse("visit_pack", args=[made.pk])
    assert signed_in(people.outsider).get(address).status_code == 404
    assert signed_in(people.bradford_editor).get(address).status_code == 200
    assert Client().get(address).status_code == 302
    meeting = engaged.engagement(warm_homes)
    address = reverse("visit_pack", args=[meeting.pk])
    assert signed_in(people.bradford_editor).get(address).status_code == 404


def test_what_does_not_fit_is_counted(people: Cast, warm_homes: Pilot, desnz: Organisation) -> None:
    made = planned(warm_homes, people.bradford)
    for number in range(13):
        barrier = builders.barrier(people.bradford, f"Barrier {number}", visibility="public")
        asked.ask(barrier, desnz)
        engaged.promise(made, f"Promise {number}", due=soon(5))
    text = pack(people.outsider, made)
    assert text.count("and 3 more") == 2


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_with_thirty_of_each(
    people: Cast,
    warm_homes: Pilot,
    desnz: Organisation,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    host = builders.post("Host", people.council)
    made = planned(warm_homes, people.bradford, desnz, host=host)
    for number in range(count):
        barrier = builders.barrier(people.bradford, f"Barrier {number}", visibility="public")
        asked.ask(barrier, desnz)
        team = engaged.team(f"Team {number}")
        held = engaged.visit(warm_homes, people.bradford, team, on=soon(-number))
        engaged.promise(held, due=soon(5))
        planned(None, people.bradford, team, on=soon(number + 1))
    client = signed_in(people.outsider)
    address = reverse("visit_pack", args=[made.pk])
    client.get(address)
    with django_assert_num_queries(41):
        client.get(address)
