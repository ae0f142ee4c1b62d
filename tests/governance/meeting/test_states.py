"""A meeting on its way: planned, called, held, minuted, agreed; what is refused at each step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Notice
from governance.meeting import actions
from governance.models import AgendaItem, Attendance, Board, BoardMeeting, Seat
from people.models import JobRole, JobRoleHolder
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.pack.sweep import pack
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 12, 15)
EARLIER = dt.date(2026, 10, 12)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def at(meeting: BoardMeeting, below: str = "") -> str:
    return f"{meeting.get_absolute_url()}{below}"


def press(who: Any, meeting: BoardMeeting, step: str, **data: str) -> str:
    """What the page says after a step was pressed."""
    return text_of(signed_in(who).post(at(meeting, f"{step}/"), data, follow=True))


def test_a_first_meeting_is_added_with_number_one_and_four_items(cast: Cast, made: Board) -> None:
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}meetings/add/"
    said = filled(
        client,
        address,
        on_day="15",
        on_month="12",
        on_year="2026",
        starts_at="10am",
        ends_at="12.30pm",
        where="County Hall",
        joining="https://join.example.test",
        visibility="public",
    )
    page = text_of(client.post(address, said, follow=True))
    meeting = BoardMeeting.objects.get()
    assert (meeting.number, meeting.hours) == (1, "10am to 12.30pm")
    assert "Tuesday 15 December 2026" in page
    assert "10am to 12.30pm, County Hall. 4 items." in page
    titles = meeting.items.order_by("position").values_list("title", flat=True)
    assert list(titles) == list(actions.FIRST_ITEMS.values())
    assert b.meeting(made, cast.bradford_editor).number == 2


def test_the_button_follows_the_state(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    first = b.meeting(made, keeper)
    b.item(first, made)
    seat, _ = b.seat(made, cast.council)
    client = signed_in(keeper)

    def button() -> str:
        page = client.get(at(first)).content.decode().partition("<main")[2]
        return page.partition('class="acts')[2].partition("<details")[0]

    assert "Call the meeting" in button()
    press(keeper, first, "call")
    assert "Note who is there" in button()
    address = at(first, "attendance/")
    client.post(address, filled(client, address, **{f"seat{seat.pk}_state": "here"}))
    assert "Write the minutes" in button()
    # What stands on every agenda needs no word
    AgendaItem.objects.filter(kind="discuss").update(state="done")
    assert "Send the minutes" in button()
    press(keeper, first, "send")
    assert "btn" not in button()
    b.held(made, keeper)
    assert "Agree the minutes" in button()
    press(keeper, first, "approve", at="2")
    assert "btn" not in button()
    assert BoardMeeting.objects.get(pk=first.pk).state == "approved"


def test_a_later_meeting_is_drafted_first(cast: Cast, made: Board) -> None:
    b.meeting(made, cast.bradford_editor)
    second = b.meeting(made, cast.bradford_editor, LATER)
    assert "Draft the agenda" in text_of(signed_in(cast.bradford_editor).get(at(second)))
    said = press(cast.bradford_editor, second, "call")
    assert "There is nothing on the agenda yet" in said


def test_calling_tells_who_sits_once_and_no_word_of_the_agenda(cast: Cast, made: Board) -> None:
    _, member = b.seat(made, cast.council)
    meeting = b.meeting(made, cast.bradford_editor, LATER)
    b.item(meeting, made, "Zqstaff", is_private=True, private_because="A staff matter")
    press(cast.bradford_editor, meeting, "call")
    assert "It has already been called" in press(cast.bradford_editor, meeting, "call")
    notice = Notice.objects.get(kind="board-meeting")
    assert notice.user == member
    assert notice.subject == "Called: Family board, Tuesday 15 December 2026"
    assert "Zqstaff" not in f"{notice.subject}{notice.text}{notice.lines}"


def test_it_is_called_off_with_a_reason_and_nothing_on_it_is_lost(cast: Cast, made: Board) -> None:
    _, member = b.seat(made, cast.council)
    meeting = b.called(made, cast.bradford_editor, LATER)
    b.item(meeting, made, "Warm homes")
    client, address = signed_in(cast.bradford_editor), at(meeting, "call-off/")
    assert "Say why it won’t take place" in text_of(client.post(address, filled(client, address)))
    said = filled(client, address, because="Too few can come.")
    page = text_of(client.post(address, said, follow=True))
    assert f"Called off: {meeting.on:%A} {meeting} Too few can come." in page
    assert Notice.objects.filter(user=member, subject__startswith="Called off").count() == 1
    waiting = AgendaItem.objects.get(meeting=None, state="open")
    assert waiting.title == "Warm homes"
    assert waiting.carried_from is not None
    assert "This meeting was called off" in press(cast.bradford_editor, meeting, "call")


def test_of_one_that_is_off_nobody_is_asked_whether_enough_come(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, LATER, visibility="public")
    b.seat(made, cast.council)
    actions.call_off(by=cast.bradford_editor, meeting=meeting, because="Snow.")
    for client in (signed_in(cast.bradford_editor), Client()):
        page = text_of(client.get(meeting.get_absolute_url()))
        assert f"Called off: {meeting.on:%A}" in page
        assert "Snow. What was on its agenda waits for another meeting." in page
        for gone in ("Enough people", "No answer yet", "Nothing is on the agenda yet"):
            assert gone not in page


def test_two_seats_of_one_body_are_told_apart_by_their_job_roles(cast: Cast, made: Board) -> None:
    """As far as the reader sees these; one that is alone needs none."""
    b.seat(made, cast.council, "Leader")
    hidden, _ = b.seat(made, cast.council, "Zqdirector")
    assert hidden.post is not None
    JobRole.objects.filter(pk=hidden.post.pk).update(visibility="network")
    Seat.objects.create(board=made, organisation=cast.council, role_words="Director of homes")
    Seat.objects.create(board=made, description="A resident", role_words="Zqresident")
    meeting = b.held(made, cast.bradford_editor, visibility="public")
    form = text_of(signed_in(cast.bradford_editor).get(f"{meeting.get_absolute_url()}attendance/"))
    name = cast.council.name
    for seat in ("Role of Leader", "Role of Zqdirector", "Director of homes"):
        assert f"{name}, {seat}" in form
    assert "Zqresident" not in form
    actions.send(by=cast.bradford_editor, meeting=meeting)
    public = text_of(Client().get(meeting.get_absolute_url()))
    assert f"{name}, Role of Leader" in public
    assert f"{name}, Director of homes" in public
    assert "Zqdirector" not in public


def test_who_answered_changes_their_answer(cast: Cast, made: Board) -> None:
    seat, who = b.seat(made, cast.council)
    meeting = b.called(made, cast.bradford_editor, LATER)
    client = signed_in(who)
    assert "Say whether you’re coming" in text_of(client.get(meeting.get_absolute_url()))
    Attendance.objects.create(meeting=meeting, seat=seat, state="coming")
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Change your answer" in page
    assert "Say whether you’re coming" not in page


def test_nobody_is_told_of_a_meeting_that_was_only_planned(cast: Cast, made: Board) -> None:
    b.seat(made, cast.council)
    meeting = b.meeting(made, cast.bradford_editor, LATER)
    actions.call_off(by=cast.bradford_editor, meeting=meeting, because="No")
    assert not Notice.objects.filter(kind="board-meeting").exists()


def test_minutes_wait_for_what_came_of_each_item(cast: Cast, made: Board) -> None:
    meeting = b.held(made, cast.bradford_editor)
    one = b.item(meeting, made)
    assert "First say what happened to 1 item" in press(cast.bradford_editor, meeting, "send")
    AgendaItem.objects.filter(pk=one.pk).update(state="done")
    assert "The minutes are sent" in press(cast.bradford_editor, meeting, "send")
    assert set(meeting.items.values_list("state", flat=True)) == {"done"}


@pytest.mark.parametrize(
    ("on", "number", "said"),
    [
        (None, "1", "A meeting can’t agree its own minutes"),
        (EARLIER, "2", "Minutes are agreed at a later meeting of the same board"),
        (LATER, "2", "Minutes are agreed at a later meeting of the same board"),
        (None, "x", "Minutes are agreed at a later meeting of the same board"),
    ],
)
def test_minutes_are_agreed_at_a_later_meeting_that_was_held(
    cast: Cast, made: Board, on: dt.date | None, number: str, said: str
) -> None:
    meeting = b.minuted(made, cast.bradford_editor)
    if on == LATER:
        b.called(made, cast.bradford_editor, on)
    elif on:
        second = b.meeting(made, cast.bradford_editor, on)
        b.item(second, made, kind="note")
        actions.hold(actions.call(by=cast.bradford_editor, meeting=second))
    assert said in press(cast.bradford_editor, meeting, "approve", at=number)
    assert BoardMeeting.objects.get(pk=meeting.pk).state == "minuted"


def test_agreed_minutes_are_frozen(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = b.minuted(made, keeper, EARLIER)
    b.item(b.meeting(made, keeper), made, kind="note")
    second = BoardMeeting.objects.get(number=2)
    actions.hold(actions.call(by=keeper, meeting=second))
    client = signed_in(keeper)
    pages = ("write/", "attendance/", "interest/", "edit/", "agenda/", "call-off/")
    sent = {page: filled(client, at(meeting, page)) for page in pages if page != "call-off/"}
    actions.approve(meeting=meeting, at=2)
    for page in pages:
        told = text_of(client.post(at(meeting, page), sent.get(page, {}), follow=True))
        assert (
            "These minutes were agreed on 20 November 2026, so nothing here can be changed" in told
        )
    for step in ("call", "send", "approve"):
        assert "nothing here can be changed" in press(keeper, meeting, step, at="2")
    with pytest.raises(ValidationError, match="nothing here can be changed"):
        actions.locked(meeting)


def test_a_meeting_is_not_held_before_its_day(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, LATER)
    with pytest.raises(ValidationError, match="isn’t until Tuesday 15 December 2026"):
        actions.hold(meeting)


def test_others_may_not_take_a_step(cast: Cast, made: Board) -> None:
    _, member = b.seat(made, cast.council)
    meeting = b.meeting(made, cast.bradford_editor, LATER, visibility="public")
    for who in (member, cast.outsider, cast.administrator):
        assert signed_in(who).post(at(meeting, "call/")).status_code == 403
    assert signed_in(cast.bradford_editor).post(at(meeting, "nothing/")).status_code == 404
    assert Client().post(at(meeting, "call/")).status_code == 302


def test_one_that_was_just_added_is_taken_back_whole(cast: Cast, made: Board) -> None:
    meeting = b.meeting(made, cast.bradford_editor, LATER)
    client, address = signed_in(cast.bradford_editor), at(meeting, "take-back/")
    client.post(address, {"because": "Typed twice"})
    assert not BoardMeeting.objects.exists()
    assert not AgendaItem.objects.exists()


def test_who_sits_says_in_four_presses_that_they_come(cast: Cast, made: Board) -> None:
    seat, member = b.seat(made, cast.council)
    meeting = b.called(made, cast.bradford_editor, LATER)
    client, address = signed_in(member), at(meeting, "coming/")
    assert f'href="{address}"' in client.get(at(meeting)).content.decode()
    client.post(address, filled(client, address, state="coming", for_them="Deputy"))
    one = Attendance.objects.get()
    assert (one.seat, one.state, one.for_them) == (seat, "coming", "Deputy")
    refused = text_of(client.post(address, filled(client, address, state="apologies")))
    assert "If somebody comes instead, choose that you’re coming" in refused
    client.post(address, filled(client, address, state="apologies", for_them=""))
    assert Attendance.objects.get().state == "apologies"
    assert signed_in(cast.outsider).get(address).status_code in (403, 404)


def test_before_its_day_the_agenda_of_a_called_meeting_can_change(cast: Cast, made: Board) -> None:
    meeting = b.called(made, cast.bradford_editor, LATER)
    page = signed_in(cast.bradford_editor).get(at(meeting)).content.decode()
    button = page.partition('class="acts')[2].partition("<details")[0]
    assert "Make the pack" in button
    assert "Note who was there" not in button
    assert "Change the agenda" in page.partition("<details")[2]
    pack(meeting, "members", "draft")
    after = signed_in(cast.bradford_editor).get(at(meeting)).content.decode()
    assert "Change the agenda" in after.partition('class="acts')[2].partition("<details")[0]


def test_minutes_say_which_seat_was_vacant(cast: Cast, made: Board) -> None:
    taken, _ = b.seat(made, cast.council)
    empty, _ = b.seat(made, builders.organisation("Northport"))
    JobRoleHolder.objects.filter(post=empty.post).delete()
    meeting = b.held(made, cast.bradford_editor)
    b.here(meeting, taken)
    assert "Northport Vacant" in text_of(signed_in(cast.bradford_editor).get(at(meeting)))
