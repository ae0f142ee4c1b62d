"""Two who write of one meeting at the same moment, over two connections: row by row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Notice
from governance.meeting import actions, writing
from governance.meeting.drafting import suggestions, take_up
from governance.models import AgendaItem, Attendance, Board, BoardMeeting, Seat
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.at_once import at_once, second_waits
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2)


def today() -> dt.date:
    return timezone.localdate()


def sends(who: Any, address: str, **said: Any) -> Any:
    """A form that somebody opened before: sent when it is called; gives the page."""
    client = signed_in(who)
    typed = filled(client, address, **said)

    def send() -> str:
        return client.post(address, typed, follow=True).content.decode()

    return send


def write(who: Any, meeting: BoardMeeting, **said: Any) -> Any:
    return sends(who, f"{meeting.get_absolute_url()}write/", **said)


def test_of_two_who_write_other_items_each_row_is_kept(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, today())
    items = [b.item(meeting, made, f"Item {n}", position=n) for n in range(8)]
    acts = [
        write(who, meeting, **{f"item{item.pk}_minutes": f"By {who}" for item in some})
        for who, some in (
            (cast.bradford_editor, items[:3]),
            (cast.region_editor, items[3:6]),
        )
    ]
    at_once(*acts)
    found = list(meeting.items.filter(position__lt=8).order_by("position"))
    said = [item.minutes for item in found if item.title.startswith("Item")]
    assert said == ["By Bradford editor"] * 3 + ["By Region editor"] * 3 + [""] * 2


def test_of_two_who_write_one_item_the_second_sees_both_and_loses_nothing(
    cast: Cast, made: Board
) -> None:
    meeting = b.called(made, cast.bradford_editor, today())
    same, own = b.item(meeting, made, "Same"), b.item(meeting, made, "Own")
    key = f"item{same.pk}_minutes"
    acts = (
        write(cast.bradford_editor, meeting, **{key: "The first"}),
        write(cast.region_editor, meeting, **{key: "The second", f"item{own.pk}_minutes": "Mine"}),
    )
    pages = at_once(*acts)
    same.refresh_from_db()
    [late] = [number for number, page in enumerate(pages) if "Somebody changed this" in page]
    yours = ("The first", "The second")[late]
    assert {same.minutes, yours} == {"The first", "The second"}
    # Both versions are shown, and what was typed stands in the form with all else of it
    assert "The first" in pages[late]
    assert "The second" in pages[late]
    shown = values(pages[late])
    assert shown[key] == yours
    own.refresh_from_db()
    assert "Mine" in (own.minutes, shown[f"item{own.pk}_minutes"])
    who = (cast.bradford_editor, cast.region_editor)[late]
    signed_in(who).post(f"{meeting.get_absolute_url()}write/", shown)
    same.refresh_from_db()
    own.refresh_from_db()
    assert same.minutes == yours
    assert own.minutes == "Mine"


def test_of_two_who_note_who_was_there_each_seat_is_kept(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, today())
    seats = [Seat.objects.create(board=made, description=f"Seat {n}") for n in range(4)]
    address = f"{meeting.get_absolute_url()}attendance/"
    states = ["here", "absent", "here", "apologies"]
    said = {f"seat{seat.pk}_state": state for seat, state in zip(seats, states, strict=True)}
    keys = list(said)
    at_once(
        sends(cast.bradford_editor, address, **{key: said[key] for key in keys[:2]}),
        sends(cast.region_editor, address, **{key: said[key] for key in keys[2:]}),
    )
    noted = Attendance.objects.order_by("seat").values_list("state", flat=True)
    assert list(noted) == states
    assert BoardMeeting.objects.get().state == "held"


def test_who_sits_and_the_clerk_say_of_one_seat_at_once_and_there_is_one_answer(
    cast: Cast, made: Board
) -> None:
    seat, member = b.seat(made, cast.council)
    meeting = b.called(made, cast.bradford_editor, today() + dt.timedelta(days=9))
    at = meeting.get_absolute_url()
    at_once(
        sends(member, f"{at}coming/", state="coming"),
        sends(cast.bradford_editor, f"{at}attendance/", **{f"seat{seat.pk}_state": "apologies"}),
    )
    assert Attendance.objects.get().state in ("coming", "apologies")


def test_what_is_being_agreed_is_not_written_any_more(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = b.minuted(made, keeper, today() - dt.timedelta(days=30))
    item = meeting.items.earliest("pk")
    b.held(made, keeper, today())
    writes = write(cast.region_editor, meeting, **{f"item{item.pk}_minutes": "Too late"})
    page = second_waits(lambda: actions.approve(meeting=meeting, at=2), writes)
    assert "These minutes were agreed on" in page
    assert "Too late" in page
    item.refresh_from_db()
    assert item.minutes == ""


def test_what_is_written_while_minutes_are_sent_is_in_them(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = b.held(made, keeper, today())
    item = meeting.items.earliest("pk")
    writes = write(cast.region_editor, meeting, **{f"item{item.pk}_minutes": "Agreed"})
    page = second_waits(lambda: actions.send(by=keeper, meeting=meeting), writes)
    item.refresh_from_db()
    # Sending closed the same item: who typed sees both, and nothing of it is lost
    assert "Somebody changed this" in page
    assert values(page)[f"item{item.pk}_minutes"] == "Agreed"
    assert item.state == "done"


def test_of_two_who_call_one_tells_the_board(cast: Cast, made: Board) -> None:
    b.seat(made, cast.council)
    meeting = b.meeting(made, cast.bradford_editor, today() + dt.timedelta(days=9))
    told = at_once(
        lambda: actions.call(by=cast.bradford_editor, meeting=meeting),
        lambda: actions.call(by=cast.region_editor, meeting=meeting),
    )
    assert "It has already been called" in told
    assert Notice.objects.filter(kind="board-meeting").count() == 1


def test_of_two_who_draft_nothing_is_taken_up_twice(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    b.minuted(made, keeper, today() - dt.timedelta(days=30))
    b.item(None, made, "Saturday opening")
    meeting = b.meeting(made, keeper, today() + dt.timedelta(days=9))
    chosen = [one for _, rows in suggestions(keeper, meeting) for one in rows]
    counts = at_once(
        lambda: take_up(by=keeper, meeting=meeting, chosen=chosen),
        lambda: take_up(by=cast.region_editor, meeting=meeting, chosen=chosen),
    )
    assert sorted(counts) == [0, len(chosen)]
    titles = list(meeting.items.values_list("title", flat=True))
    assert len(titles) == len(set(titles)) == len(chosen)


def test_two_meetings_that_are_planned_at_once_have_two_numbers(cast: Cast, made: Board) -> None:
    first, second = at_once(
        lambda: b.meeting(made, cast.bradford_editor, today()),
        lambda: b.meeting(made, cast.region_editor, today()),
    )
    assert {first.number, second.number} == {1, 2}


def test_an_item_is_carried_once_where_two_carry_it(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, today())
    item = b.item(meeting, made, "Saturday opening")
    carries = {f"item{item.pk}_state": "carried"}
    at_once(
        write(cast.bradford_editor, meeting, **carries),
        write(cast.region_editor, meeting, **carries),
    )
    assert AgendaItem.objects.get(carried_from=item).state == "open"
    page = text_of(signed_in(cast.bradford_editor).get(meeting.get_absolute_url()))
    assert "Carried over" in page


def test_a_seat_that_ends_while_its_attendance_is_noted_keeps_it(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, today())
    seat = Seat.objects.create(board=made, description="A resident")
    address = f"{meeting.get_absolute_url()}attendance/"
    notes = sends(cast.bradford_editor, address, **{f"seat{seat.pk}_state": "here"})

    def ends() -> None:
        Seat.objects.filter(pk=seat.pk).update(valid_to=today() + dt.timedelta(days=1))

    at_once(notes, ends)
    assert Attendance.objects.get().state == "here"
    assert writing.State(BoardMeeting.objects.get().state) == "held"
