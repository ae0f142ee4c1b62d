"""Seats on boards where bodies merge or are split: nothing is doubled unless somebody chose it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from governance.meeting.quorum import seats_on
from governance.models import Board, Seat
from partnerships.models import Organisation
from reorganise.actions import carry_out_due, give_way, take_back
from reorganise.giving_way_plan import GivingWay, Heir
from reorganise.plan import Refused
from reorganise.seats import KEY
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.reorganise.reorganised import everything
from tests.reorganise.test_giving_way_pages import ANSWERS, address
from tests.reorganise.test_pages import hidden, text

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 1)
NEW = Heir(None, "Fenshire Council", "council")


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


@pytest.fixture
def north() -> Organisation:
    return builders.organisation("North Council", "council")


@pytest.fixture
def south() -> Organisation:
    return builders.organisation("South Council", "council")


def standing(made: Board) -> list[tuple[str, int, bool]]:
    """Whose seats are open, with how many votes, and whether a job role sits there."""
    rows = made.seats.filter(valid_to=None).order_by("organisation__name", "id")
    return [(str(seat), seat.votes, seat.post_id is not None) for seat in rows]


def merged(cast: Cast, *before: Organisation, after: Heir = NEW, **fields: Any) -> Any:
    plan = GivingWay(**{"on": DAY, "reason": "Order"} | fields, before=before, after=(after,))
    return give_way(plan=plan, by=cast.administrator)


def kept(made: Board, what: Any) -> dict[str, Any]:
    return {KEY: {"kept": {f"{made.pk}-0": str(what)}}}


def test_two_that_merge_have_one_seat_and_one_vote_and_it_can_be_undone(
    cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    mine, other = b.seat(made, north, "Leader")[0], b.seat(made, south, "Mayor")[0]
    before = everything()
    act = merged(cast, north, south)
    assert standing(made) == [("Fenshire Council", 1, True)]
    assert Seat.objects.get(organisation__name="Fenshire Council").post_id == mine.post_id
    other.refresh_from_db()
    assert (other.valid_to, other.organisation) == (DAY, south)
    take_back(reorganisation=act, by=cast.administrator)
    assert everything() == before


def test_a_seat_with_which_a_meeting_was_held_since_is_not_taken_away(
    cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    b.seat(made, north, "Leader")
    b.seat(made, south, "Mayor")
    act = merged(cast, north, south)
    meeting = b.held(made, cast.bradford_editor)
    with pytest.raises(Refused, match="1 meeting was held since with a seat that it made"):
        take_back(reorganisation=act, by=cast.administrator)
    b.here(meeting, *made.seats.filter(valid_to=None))
    assert [seat.called for seat in seats_on(meeting)] == ["Fenshire Council"]


def test_the_other_seat_goes_on_or_both_where_that_was_chosen(
    cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    b.seat(made, north, "Leader")
    b.seat(made, south, "Mayor", votes=2, votes_because="The larger one")
    act = merged(cast, north, south, choices=kept(made, south.pk))
    assert standing(made) == [("Fenshire Council", 2, True)]
    take_back(reorganisation=act, by=cast.administrator)
    merged(cast, north, south, choices=kept(made, "all"))
    assert standing(made) == [("Fenshire Council", 1, True), ("Fenshire Council", 2, True)]


def test_who_takes_over_keeps_its_own_seat_and_two_of_one_body_stay_two(
    cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    """What a body had of old is not doubled by anything."""
    heir = builders.organisation("Fen Council", "council")
    b.seat(made, heir, "Chief", valid_from=dt.date(2024, 1, 1))
    b.seat(made, north, "Leader")
    other = board(cast.bradford, name="Second board", visibility="public")
    b.seat(other, south, "Mayor")
    b.seat(other, south, "Finance")
    merged(cast, north, south, after=Heir(heir))
    assert standing(made) == [("Fen Council", 1, True)]
    assert standing(other) == [("Fen Council", 1, True)] * 2


def test_a_seat_that_ended_or_is_yet_to_begin(
    cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    """One that ended meets no other. One that was to begin later never does, where another goes on;
    undoing brings it back."""
    b.seat(made, north, "Leader", valid_to=dt.date(2026, 1, 1))
    b.seat(made, south, "Mayor")
    other = board(cast.bradford, name="Second board", visibility="public")
    b.seat(other, north, "Chief")
    b.seat(other, south, "Finance", valid_from=dt.date(2027, 1, 1))
    before = everything()
    act = merged(cast, north, south)
    assert standing(made) == [("Fenshire Council", 1, True)]
    assert standing(other) == [("Fenshire Council", 1, True)]
    take_back(reorganisation=act, by=cast.administrator)
    assert everything() == before


def test_a_plan_for_its_day_doubles_no_seat_that_came_meanwhile(
    cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    b.seat(made, north, "Leader")
    later = timezone.localdate() + dt.timedelta(days=1)
    act = merged(cast, north, south, on=later)
    b.seat(made, south, "Mayor")
    type(act).objects.filter(pk=act.pk).update(on=timezone.localdate())
    assert carry_out_due() == [act]
    assert standing(made) == [("Fenshire Council", 1, True)]


def split(cast: Cast, north: Organisation, to: list[int], **fields: Any) -> Any:
    after = (Heir(None, "East Council", "council"), Heir(None, "West Council", "council"))
    choices = {KEY: {"default": to, "rows": {}}, **fields}
    plan = GivingWay(before=(north,), after=after, on=DAY, reason="Order", choices=choices)
    return give_way(plan=plan, by=cast.administrator)


def test_a_seat_of_a_split_body_goes_to_one_or_to_each_and_nobody_sits_twice(
    cast: Cast, made: Board, north: Organisation
) -> None:
    b.seat(made, north, "Leader", chair="chair")
    before = everything()
    act = split(cast, north, [1])
    assert standing(made) == [("West Council", 1, True)]
    take_back(reorganisation=act, by=cast.administrator)
    act = split(cast, north, [0, 1])
    assert standing(made) == [("East Council", 1, True), ("West Council", 1, False)]
    assert [seat.chair for seat in made.seats.filter(valid_to=None).order_by("id")] == [
        "chair",
        "no",
    ]
    take_back(reorganisation=act, by=cast.administrator)
    roles = {"people.JobRole.organisation": {"default": [1], "rows": {}}}
    split(cast, north, [0, 1], **roles)
    assert standing(made) == [("East Council", 1, False), ("West Council", 1, True)]
    assert len(before["governance.Seat"]) == 1


def test_the_page_asks_in_votes_and_does_what_was_chosen(
    client: Client, cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    b.seat(made, north, "Leader", chair="chair")
    b.seat(made, south, "Mayor", votes=2, votes_because="The larger one")
    client.force_login(cast.administrator)
    typed = {**ANSWERS, "others": "South Council"}
    shown: Any = client.post(address(north), typed)
    said = " ".join(text(shown).split())
    assert "2 seats on boards" in said
    assert "Seats that come together" in said
    assert "1 seat of North Council, chair, 1 vote" in said
    assert "1 seat of South Council, 2 votes" in said
    assert "All of them: 2 seats, 3 votes" in said
    assert not Organisation.objects.filter(name=ANSWERS["body_0"]).exists()
    chosen = {f"go-together-{made.pk}-0": str(south.pk), "step": "go"}
    done = client.post(address(north), {**hidden(shown), **chosen}, follow=True)
    assert "It is done." in text(done)
    assert standing(made) == [(ANSWERS["body_0"], 2, True)]


def test_the_page_of_a_split_offers_a_seat_for_each_and_asks_of_one_that_is_there(
    client: Client, cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    b.seat(made, north, "Leader")
    b.seat(made, south, "Mayor")
    client.force_login(cast.administrator)
    typed = {**ANSWERS, "body_1": "South Council", "sector_1": ""}
    shown: Any = client.post(address(north), typed)
    said = " ".join(text(shown).split())
    assert "each of them: a seat for each, with its votes" in said
    assert "Family board, if its seat goes to South Council" in said
    assert "1 seat of North Council" not in said
    go = {"go-governance-seat-organisation": "all", "go-rest": "0", "step": "go"}
    done = client.post(address(north), {**hidden(shown), **go}, follow=True)
    assert "It is done." in text(done)
    # South has a seat already: a second was not chosen
    assert standing(made) == [(ANSWERS["body_0"], 1, True), ("South Council", 1, True)]


def test_two_rows_for_one_body_keep_their_seats_and_the_page_says_how_many_votes(
    client: Client, cast: Cast, made: Board, north: Organisation, south: Organisation
) -> None:
    b.seat(made, north, "Leader")
    b.seat(made, south, "Mayor")
    client.force_login(cast.administrator)
    typed = {"stays": "South Council", "stays_pick": "", "reason": "Typed twice"}
    shown: Any = client.post(f"{north.get_absolute_url()}merge/", typed)
    said = " ".join(text(shown).split())
    assert "Both have seats on Family board . All of them stay: 2 seats, 2 votes." in said
