"""The places of a care system: a map and a table of its councils, with who works together there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.models import Board, BoardPlace
from partnerships.models import Organisation, Partnership, Place, PlaceLink
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(cast: Cast) -> Place:
    """A care board that serves all of Bradford and a half of Luton."""
    made = builders.place("NHS Somewhere", "integrated_care_system")
    serve(cast.bradford, made, 1)
    serve(cast.luton, made, 0.534)
    return made


def serve(council: Place, board: Place, share: Any, **more: Any) -> PlaceLink:
    told = {"kind": "overlaps", "basis": "people", **more}
    return PlaceLink.objects.create(place=council, other=board, share=share, **told)


def board_of(place: Place, name: str, **more: Any) -> Board:
    told: dict[str, Any] = {"kind": "partnership", "visibility": "public", **more}
    body = Organisation.objects.create(
        name=name, slug=name.lower().replace(" ", "-"), sector="other"
    )
    made = Board.objects.create(slug=name.lower().replace(" ", "-"), organisation=body, **told)
    BoardPlace.objects.create(board=made, place=place)
    return made


def read(client: Client, system: Place) -> str:
    return words(client.get(system.get_absolute_url()).content.decode())


def test_its_councils_stand_with_the_part_that_it_serves(client: Client, system: Place) -> None:
    said = read(client, system)
    assert "Councils in its area 2 councils" in said
    assert "1 Bradford Metropolitan borough all none on record" in said
    assert "2 Luton Unitary council 53% none on record" in said


def test_the_map_draws_them_with_the_numbers_of_the_table(
    client: Client, cast: Cast, system: Place
) -> None:
    cast.bradford.codes.get_or_create(scheme="gss", code="E08000032")
    made = client.get(system.get_absolute_url()).context["page"].care_system
    assert [area.said for area in made.drawn.chart.areas] == ["Bradford: not held"]
    assert made.drawn.missing == ("Luton",)
    assert "Not drawn, as no outline is held: Luton." in read(client, system)


def test_boards_and_partnerships_of_place_stand_where_they_work(
    client: Client, cast: Cast, system: Place
) -> None:
    tong = builders.place("Tong", "ward", within=cast.bradford)
    board_of(tong, "Tong Together")
    board_of(cast.luton, "Luton Executive", kind="executive")
    board_of(cast.luton, "Old Board", end=dt.date(2020, 1, 1))
    board_of(system, "Wide Board", kind="place_board")
    works = Partnership.objects.create(name="Luton Health", slug="luton-health")
    works.place_links.create(place=cast.luton)
    over = Partnership.objects.create(name="Gone", slug="gone", ended_on=dt.date(2020, 1, 1))
    over.place_links.create(place=cast.luton)
    said = read(client, system)
    assert "For all of it: Wide Board." in said
    assert "1 Bradford Metropolitan borough all Tong Together" in said
    assert "2 Luton Unitary council 53% Luton Health" in said
    for hidden in ("Luton Executive", "Old Board", "Gone"):
        assert hidden not in said


def test_a_board_that_is_not_for_everybody_is_not_named(
    client: Client, cast: Cast, system: Place
) -> None:
    board_of(cast.bradford, "Quiet Board", visibility="network")
    assert "Quiet Board" not in read(client, system)


def test_a_share_of_area_or_of_another_time_is_none_of_people(
    client: Client, cast: Cast, system: Place
) -> None:
    PlaceLink.objects.filter(place=cast.luton).update(basis="area")
    PlaceLink.objects.filter(place=cast.bradford).update(valid_to=dt.date(2024, 1, 1))
    said = read(client, system)
    assert "Councils in its area 1 council" in said
    assert "1 Luton Unitary council Not known none on record" in said


def test_one_without_councils_and_a_council_have_no_such_part(client: Client, cast: Cast) -> None:
    empty = builders.place("NHS Nowhere", "integrated_care_system")
    for place in (empty, cast.bradford):
        assert "Councils in its area" not in read(client, place)


def test_it_asks_the_same_for_any_number_of_councils_and_boards(
    client: Client, cast: Cast, system: Place
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(system.get_absolute_url()).status_code == 200
        return len(made)

    board_of(cast.bradford, "First")
    Partnership.objects.create(name="One", slug="one").place_links.create(place=cast.luton)
    asked()
    before = asked()
    for number in range(5):
        council = builders.place(f"Council {number}", "unitary", within=cast.region)
        serve(council, system, 1)
        board_of(council, f"Board {number}")
    assert asked() == before
