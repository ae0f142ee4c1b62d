"""Where not the board decided: by its chair, or by an officer under a power; no quorum is asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.decision.actions import save_decision
from governance.models import Board, Decision, Seat
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import DAY
from tests.governance.decision.test_made import at, item_of, made, money, seats
from tests.pilots.forms import filled, signed_in, text_of

__all__ = ["at"]  # the board of these tests, which pytest finds by its name

pytestmark = pytest.mark.django_db


def refused(cast: Cast, at: Board, item: Any = None, **fields: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as problem:
        made(cast, at, item, **fields)
    assert not Decision.objects.exists()
    return problem.value.message_dict


def test_an_officer_decides_under_a_power_and_is_named(cast: Cast, at: Board) -> None:
    power, role = money(at), builders.post("Finance lead", cast.council)
    assert refused(cast, at, how="officer") == {
        "power": ["Say under which power the officer decided"]
    }
    assert refused(cast, at, how="officer", power=power) == {
        "decided_by": ["Say which job role decided it"]
    }
    one = made(cast, at, how="officer", power=power, decided_by=role)
    assert (one.state, one.quorum_met, one.quorum_words) == ("made", None, "")


def test_the_power_of_an_officer_holds_on_the_day(cast: Cast, at: Board) -> None:
    role = builders.post("Finance lead", cast.council)
    ended = money(at, valid_to=DAY)
    said = refused(cast, at, how="officer", power=ended, decided_by=role)
    assert said == {"power": ["That power ended on 20 September 2026"]}


def test_the_chair_decides_where_a_seat_chairs(cast: Cast, at: Board) -> None:
    one, _ = seats(at, "First", "Second")
    said = "No seat of the board chaired it on 21 September 2026. Say on its seats who did, or how"
    assert said in refused(cast, at, item_of(at, one), how="chair")["how"][0]
    Seat.objects.filter(pk=one.pk).update(chair="chair", valid_to=DAY)
    assert "No seat of the board chaired it" in refused(cast, at, how="chair")["how"][0]
    Seat.objects.filter(pk=one.pk).update(chair="deputy", valid_to=None)
    found = made(cast, at, item_of(at, one), how="chair")
    assert (found.state, found.quorum_met) == ("made", None)


def test_a_chair_that_nobody_holds_decides_nothing(cast: Cast, at: Board) -> None:
    role = builders.post("Chair", cast.council)
    builders.holder(role, valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2026, 9, 1))
    seats(at, "Council", chair="chair", post=role)
    said = refused(cast, at, how="chair")["how"]
    assert said == [
        "The seat of Council chairs the board, but it had been vacant since 1 September 2026"
    ]


def test_the_job_role_that_is_named_chairs(cast: Cast, at: Board) -> None:
    role, other = builders.post("Chair", cast.council), builders.post("Other", cast.council)
    builders.holder(role)
    seats(at, "Council", chair="chair", post=role)
    said = refused(cast, at, how="chair", decided_by=other)["decided_by"]
    assert said == [
        "That job role didn’t chair the board on 21 September 2026. Choose one that did"
    ]
    assert made(cast, at, how="chair", decided_by=role).decided_by == role


def test_of_a_board_without_seats_it_is_not_known_who_chairs(cast: Cast) -> None:
    at = board(cast.bradford, visibility="public")
    assert made(cast, at, how="chair").state == "made"


def test_a_provisional_decision_is_not_made_whole_by_saying_that_its_chair_made_it(
    cast: Cast, at: Board
) -> None:
    one, _ = seats(at, "First", "Second")
    found = made(cast, at, item_of(at, one))
    assert found.state == "provisional"
    client, address = signed_in(cast.bradford_editor), f"{found.get_absolute_url()}edit/"
    for how, said in (
        ("chair", "No seat of the board chaired it"),
        ("officer", "under which power"),
    ):
        page = text_of(client.post(address, filled(client, address, how=how), follow=True))
        assert said in page
        found.refresh_from_db()
        assert (found.state, found.how) == ("provisional", "not_known")


def test_what_stands_is_not_judged_again_by_who_chairs_today(cast: Cast, at: Board) -> None:
    seats(at, "First", chair="chair")
    found = made(cast, at, how="chair")
    Seat.objects.update(chair="no")
    found.came_of_it = "It was paid"
    assert save_decision(by=cast.bradford_editor, decision=found).came_of_it == "It was paid"
