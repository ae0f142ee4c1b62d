"""Seats that begin as the members of a partnership; seats by department; boards called alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.board.beginning import beginnings
from governance.board.seat_models import seats_by_department
from governance.models import Board, Seat
from partnerships.models import Member, Partnership
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
SINCE = dt.date(2024, 3, 1)
GONE = dt.date(2025, 3, 1)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


@pytest.fixture
def together(cast: Cast) -> Partnership:
    """Of Bradford: the council leads and hosts, an adviser has no vote, a body left."""
    one = Partnership.objects.create(name="Act as One", slug="act-as-one")
    one.places.add(cast.bradford)
    bodies = {name: builders.organisation(name) for name in ("Trust", "Advisers", "Old body")}
    Member.objects.create(partnership=one, organisation=cast.council, role="lead", valid_from=SINCE)
    Member.objects.create(partnership=one, organisation=cast.council, role="host")
    Member.objects.create(
        partnership=one,
        organisation=bodies["Trust"],
        valid_from=SINCE,
        valid_from_precision="month",
    )
    Member.objects.create(
        partnership=one, organisation=bodies["Advisers"], role="adviser", is_voting=False
    )
    Member.objects.create(partnership=one, organisation=bodies["Old body"], valid_to=GONE)
    return one


def pressed(who: Any, made: Board, partnership: str = "act-as-one") -> Any:
    address = f"{made.get_absolute_url()}seats/begin/"
    return signed_in(who).post(address, {"partnership": partnership}, follow=True)


def test_one_press_makes_a_seat_for_each_standing_member_once(
    cast: Cast, made: Board, together: Partnership
) -> None:
    before = text_of(signed_in(cast.bradford_editor).get(f"{made.get_absolute_url()}seats/begin/"))
    assert "Start with the members of Act as One" in before
    assert "Old body" not in before
    assert "3 seats added" in pressed(cast.bradford_editor, made).content.decode()
    seats = Seat.objects.order_by("organisation__name")
    assert [(str(seat), seat.votes, seat.valid_from) for seat in seats] == [
        ("Advisers", 0, None),
        (str(cast.council), 1, SINCE),
        ("Trust", 1, None),
    ]
    assert {seat.created_by for seat in seats} == {cast.bradford_editor}
    assert "No seat was added" in pressed(cast.bradford_editor, made).content.decode()
    assert Seat.objects.count() == 3


def test_a_board_with_a_seat_that_ended_is_not_begun(
    cast: Cast, made: Board, together: Partnership
) -> None:
    Seat.objects.create(board=made, description="A resident", valid_to=GONE)
    assert beginnings(cast.bradford_editor, made) == []
    pressed(cast.bradford_editor, made)
    assert Seat.objects.count() == 1


def test_partnerships_of_other_places_and_ended_ones_begin_nothing(
    cast: Cast, made: Board, together: Partnership
) -> None:
    together.places.set([cast.luton])
    assert beginnings(cast.bradford_editor, made) == []
    together.places.set([cast.bradford])
    Partnership.objects.update(ended_on=GONE)
    assert "has members yet" in text_of(
        signed_in(cast.bradford_editor).get(f"{made.get_absolute_url()}seats/begin/")
    )
    pressed(cast.bradford_editor, made)
    assert not Seat.objects.exists()


def test_several_partnerships_are_a_choice_and_only_keepers_choose(
    cast: Cast, made: Board, together: Partnership
) -> None:
    other = Partnership.objects.create(name="Town deal", slug="town-deal")
    other.places.add(cast.bradford)
    Member.objects.create(partnership=other, organisation=builders.organisation("Chamber"))
    assert pressed(cast.bradford_officer, made).status_code == 403
    assert pressed(cast.bradford_editor, made, "no-such\x00").status_code == 200
    assert not Seat.objects.exists()
    pressed(cast.bradford_editor, made, "town-deal")
    assert [str(seat) for seat in Seat.objects.all()] == ["Chamber"]


def test_the_first_seat_leads_to_the_members_and_the_second_no_more(
    cast: Cast, made: Board
) -> None:
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}seats/add/"
    assert "start with the members of a partnership" in text_of(client.get(address))
    Seat.objects.create(board=made, description="A resident")
    assert "start with the members of a partnership" not in text_of(client.get(address))


def test_seats_stand_by_the_department_above_each_body(
    made: Board, django_assert_num_queries: Any
) -> None:
    work, health = builders.organisation("Work"), builders.organisation("Health")
    area = builders.organisation("Area team", parent=work)
    office = builders.organisation("Local office", parent=area)
    for body in (office, health, area):
        Seat.objects.create(board=made, organisation=body)
    Seat.objects.create(board=made, description="A resident")
    rows = list(made.seats.select_related("organisation").order_by("id"))
    with django_assert_num_queries(3):
        found = seats_by_department(rows)
    assert [(str(one.department), [str(seat) for seat in one.seats]) for one in found] == [
        ("Health", ["Health"]),
        ("Work", ["Local office", "Area team"]),
        ("None", ["A resident"]),
    ]
    assert seats_by_department([]) == []


def test_a_new_board_that_is_called_nearly_as_a_body_is_asked_about(cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    builders.organisation("Bradford Together Board")
    said = {"kind": "place_board", "add_place": "Bradford", "visibility": "public"}
    answers = filled(client, "/boards/add/", new_name="Bradford Togther Board", **said)
    page = client.post("/boards/add/", answers)
    assert "It looks like one you have" in text_of(page)
    assert not Board.objects.exists()
    looked = page.context["form"]["looked_at"].value()
    client.post("/boards/add/", {**answers, "looked_at": looked, "is_another": "on"})
    assert str(Board.objects.get()) == "Bradford Togther Board"
