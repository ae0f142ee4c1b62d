"""All visits of a body, on one list: an official sees every one of their own."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Organisation
from pilots.models import Pilot
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

AHEAD = dt.date(2026, 12, 1)


@pytest.fixture
def desnz(people: Cast) -> Organisation:
    """The department of the official."""
    return Organisation.objects.get(name__startswith="Department for Energy")


def address(body: Organisation) -> str:
    return reverse("organisation_visits", args=[body.slug])


@pytest.fixture
def visits(people: Cast, warm_homes: Pilot, desnz: Organisation) -> None:
    """One planned over a pilot, one of its team that was here, one to a place that few see."""
    team = engaged.team("Heat", desnz)
    engaged.visit(
        warm_homes, people.bradford, desnz, state="planned", on=AHEAD, purpose="See the homes"
    )
    engaged.visit(warm_homes, people.bradford, (team, 4), purpose="Met the installers")
    engaged.visit(
        None, people.luton, desnz, state="planned", on=AHEAD, visibility="team", purpose="Hush"
    )
    engaged.visit(
        warm_homes,
        people.bradford,
        engaged.team("Rents"),
        purpose="Not theirs",
        visibility="public",
    )


@pytest.mark.usefixtures("visits")
def test_an_official_sees_all_visits_of_their_body_and_its_teams(
    people: Cast, desnz: Organisation
) -> None:
    client = signed_in(people.desnz_official)
    page = text_of(client.get(address(desnz)))
    for purpose in ("See the homes", "Met the installers", "Hush"):
        assert purpose in page
    assert "Not theirs" not in page
    assert "3 visits" in page
    assert address(desnz) in client.get(reverse("visits")).content.decode()
    assert address(desnz) in client.get(desnz.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("visits")
def test_others_see_of_them_what_they_may_see_and_count_no_more(
    people: Cast, desnz: Organisation
) -> None:
    page = text_of(signed_in(people.outsider).get(address(desnz)))
    assert "See the homes" in page
    assert "Hush" not in page
    assert "2 visits" in page
    assert Client().get(address(desnz)).status_code == 302
    rows = b"".join(signed_in(people.outsider).get(f"{address(desnz)}?format=csv")).decode()
    assert "Hush" not in rows


FILTERS = {
    "planned": ("state=planned", {"See the homes", "Hush"}),
    "been": ("state=held", {"Met the installers"}),
    "by place": ("place=luton", {"Hush"}),
    "by region": ("place=yorkshire-and-the-humber", {"See the homes", "Met the installers"}),
    "no such state": ("state=someday", set()),
}


@pytest.mark.usefixtures("visits")
@pytest.mark.parametrize("case", FILTERS)
def test_the_list_is_narrowed_and_its_file_alike(
    people: Cast, desnz: Organisation, case: str
) -> None:
    query, expected = FILTERS[case]
    client = signed_in(people.desnz_official)
    page = text_of(client.get(f"{address(desnz)}?{query}"))
    every = {"See the homes", "Met the installers", "Hush"}
    assert {purpose for purpose in every if purpose in page} == expected
    if expected:
        file = client.get(f"{address(desnz)}?{query}&format=csv")
        rows = csv.DictReader(io.StringIO(b"".join(file).decode().lstrip("\ufeff")))
        assert {next(purpose for purpose in every if purpose in row.values()) for row in rows} == (
            expected
        )


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_for_thirty_visits_as_for_one(
    people: Cast,
    warm_homes: Pilot,
    desnz: Organisation,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    host = builders.post("Host")
    for _ in range(count):
        made = engaged.visit(warm_homes, people.bradford, (desnz, 6), host=host)
        engaged.promise(made)
        engaged.visit(None, people.bradford, desnz, state="planned", on=AHEAD, host=host)
    client = signed_in(people.desnz_official)
    client.get(address(desnz))
    with django_assert_num_queries(9):
        client.get(address(desnz))
