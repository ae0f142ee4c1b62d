"""Meetings of boards in *my work*, before a job role is handed over, and at a place."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dashboards.my_work.page_data import sections_of
from governance.models import Attendance, Board
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.board_page.made import day, decision, meeting, seat
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def tasks(who: Any) -> dict[str, str]:
    """What waits for somebody at boards: each title, with where it leads."""
    return {
        task.title: task.url
        for section in sections_of(who, timezone.localdate())
        if section.key in ("coming", "boards")
        for task in section.items
    }


def titles(who: Any) -> list[str]:
    return [title.partition(" Family board")[0].strip(" :,") for title in tasks(who)]


def test_who_sits_is_asked_whether_they_come_until_they_said_so(cast: Cast, made: Board) -> None:
    own = seat(made, "Head of homes", cast.outsider)
    seat(made, "Director", cast.teammate)
    at = meeting(made, 20)
    meeting(made, 30, "planned")
    meeting(made, -5)
    [(title, url)] = tasks(cast.outsider).items()
    assert title == "Say whether you’re coming: Family board"
    assert url == f"{made.get_absolute_url()}meetings/{at.number}/coming/"
    Attendance.objects.create(meeting=at, seat=own, state="apologies")
    assert tasks(cast.outsider) == {}
    assert len(tasks(cast.teammate)) == 1
    assert tasks(cast.luton_officer) == {}


def test_who_sits_there_no_more_on_the_day_is_not_asked(cast: Cast, made: Board) -> None:
    seat(made, "Head of homes", cast.outsider, valid_to=day(-1))
    seat(made, "Director", cast.outsider, valid_to=day(20))
    meeting(made, 20)
    assert tasks(cast.outsider) == {}


@pytest.mark.parametrize(
    ("days", "state", "asked"),
    [
        (10, "planned", "Call the meeting of"),
        (60, "planned", ""),
        (10, "called", ""),
        (-1, "called", "Say who came to"),
        (-1, "planned", "Say who came to"),
        (-3, "held", ""),
        (-8, "held", "Send the minutes of"),
        (-8, "minuted", ""),
    ],
)
def test_who_keeps_a_board_is_told_what_its_meetings_wait_for(
    cast: Cast, made: Board, days: int, state: str, asked: str
) -> None:
    meeting(made, days, state)
    clerk = builders.user("Clerk", ("officer", made.organisation))
    for who in (cast.bradford_editor, clerk):
        assert titles(who) == ([asked] if asked else [])
    for other in (cast.outsider, cast.luton_editor, cast.bradford_officer):
        assert tasks(other) == {}


def test_minutes_are_agreed_once_the_board_met_again(cast: Cast, made: Board) -> None:
    meeting(made, -60, "minuted")
    assert tasks(cast.bradford_editor) == {}
    meeting(made, -2, "held")
    assert titles(cast.bradford_editor) == ["Agree the minutes of"]


def test_whoever_takes_over_a_job_role_is_told_of_the_meetings_that_wait(
    cast: Cast, made: Board
) -> None:
    own = seat(made, "Head of homes", cast.outsider)
    at = meeting(made, 20)
    address = f"/people/{cast.outsider.pk}/hand-over/"
    page = text_of(signed_in(cast.administrator).get(address))
    assert f"Say whether you’re coming: Family board {at}" in page
    Attendance.objects.create(meeting=at, seat=own, state="coming")
    assert "Meetings to answer" not in text_of(signed_in(cast.administrator).get(address))


def test_a_place_tells_when_its_boards_meet_and_what_they_decided_for_all(
    cast: Cast, made: Board
) -> None:
    meeting(made, 20)
    meeting(made, -20, "minuted")
    meeting(made, 40, visibility="place")
    for number in range(6):
        decision(made, f"Number {number}", decided_on=day(-number))
    decision(made, "Zqhide inside", visibility="network", decided_on=day(0))
    meeting(board(cast.luton, "Luton board", visibility="public"), 20)
    for client in (Client(), signed_in(cast.outsider)):
        page = text_of(client.get("/places/bradford/governance/"))
        assert page.count("For all: Number") == 5
        assert "Number 5" not in page
        assert "Zqhide inside" not in page
        assert page.partition("Next meetings")[2].count("Family board") == 2
        assert "Luton board" not in page


def test_a_seat_that_ends_before_a_meeting_is_asked_by_nothing(cast: Cast, made: Board) -> None:
    """Asked while it held on the day; no more once it is known to end before."""
    own = seat(made, "Head of homes", cast.outsider)
    at = meeting(made, 20)
    asks = "Say whether you’re coming"
    keeper, member = signed_in(cast.bradford_editor), signed_in(cast.outsider)

    def asked() -> list[bool]:
        hand_over = f"/people/{cast.outsider.pk}/hand-over/"
        return [
            bool(tasks(cast.outsider)),
            asks in text_of(member.get(made.get_absolute_url())),
            asks in text_of(member.get(at.get_absolute_url())),
            asks in text_of(signed_in(cast.administrator).get(hand_over)),
            "Ask 1 member" in text_of(keeper.get(made.get_absolute_url())),
            "No answer yet from" in text_of(keeper.get(at.get_absolute_url())),
        ]

    assert asked() == [True] * 6
    own.valid_to = day(19)
    own.save()
    assert asked() == [False] * 6
    own.valid_to = day(21)
    own.save()
    assert asked() == [True] * 6
