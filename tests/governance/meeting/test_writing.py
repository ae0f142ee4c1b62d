"""What is written of a meeting: agenda and minutes, drafting, carrying on, who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from barriers.models import Escalation
from collaboration.models import ActionItem
from dashboards.agenda import ical
from dashboards.agenda.found import entries
from governance.meeting import actions
from governance.meeting.quorum import quorum_at
from governance.models import AgendaItem, Attendance, Board, BoardMeeting, Interest, Seat
from people.models import JobRoleHolder
from registry.calendar import Calendar
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 12, 15)
EARLIER = dt.date(2026, 10, 12)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2)


def at(meeting: BoardMeeting, below: str = "") -> str:
    return f"{meeting.get_absolute_url()}{below}"


def write(who: Any, meeting: BoardMeeting, below: str, **said: Any) -> str:
    """What the page says after a form was sent."""
    client, address = signed_in(who), at(meeting, below)
    return text_of(client.post(address, filled(client, address, **said), follow=True))


def test_an_agenda_is_written_in_one_form_and_later_items_say_so(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = b.meeting(made, keeper, LATER)
    new = {"new_title": "Warm homes", "new_kind": "decide", "new_asks": "Pay for a second winter"}
    page = write(keeper, meeting, "write/", **new)
    assert "Warm homes Pay for a second winter Add a paper : Warm homes To decide" in page
    assert "added since it was called" not in page
    BoardMeeting.objects.update(state="called", called_on=b.TODAY)
    page = write(keeper, meeting, "write/", new_title="Late", new_is_private="on")
    assert "Say why it is private" in page
    page = write(keeper, meeting, "write/", new_title="Late one")
    assert "Late one added since it was called" in page
    item = AgendaItem.objects.get(title="Warm homes")
    write(keeper, meeting, "write/", **{f"item{item.pk}_stays": "later"})
    item.refresh_from_db()
    assert (item.meeting, item.state) == (None, "open")


def test_what_is_decided_while_minutes_are_written_is_in_nobodys_way(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    meeting = b.held(made, keeper)
    item, client = b.item(meeting, made, "Roofs"), signed_in(keeper)
    typed = filled(client, at(meeting, "write/"), **{f"item{item.pk}_minutes": "All agreed."})
    decide = f"/decisions/add/?board={made.slug}&meeting={meeting.number}&item={item.pk}"
    client.post(decide, filled(client, decide, outcome="Pay for roofs"))
    item.refresh_from_db()
    assert item.decision is not None
    page = text_of(client.post(at(meeting, "write/"), typed, follow=True))
    assert "Somebody changed this" not in page
    item.refresh_from_db()
    assert (item.minutes, str(item.decision)) == ("All agreed.", "Roofs")


def test_minutes_carry_actions_and_an_item_that_is_carried_goes_on(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = b.called(made, keeper)
    item = b.item(meeting, made, "Saturday opening")
    key = f"item{item.pk}"
    said = {f"{key}_minutes": "Staffing isn’t clear.", f"{key}_state": "carried"}
    half = write(keeper, meeting, "write/", **said, **{f"{key}_action": "Ask the union"})
    assert "Say which job role will do it" in half
    assert BoardMeeting.objects.get().state == "called"
    page = write(
        keeper,
        meeting,
        "write/",
        **said,
        **{
            f"{key}_action": "Ask the union",
            f"{key}_owner_said": "Head of libraries",
            f"{key}_due_day": "1",
            f"{key}_due_month": "12",
            f"{key}_due_year": "2026",
        },
    )
    assert "Staffing isn’t clear." in page
    assert "Carried over" in page
    assert "Ask the union Head of libraries 1 December 2026" in page
    assert ActionItem.objects.get().subject == item
    assert BoardMeeting.objects.get().state == "held"
    waiting = AgendaItem.objects.get(carried_from=item)
    assert (waiting.title, waiting.meeting, waiting.state) == ("Saturday opening", None, "open")
    write(keeper, meeting, "write/", **{f"{key}_state": "done"})
    waiting.refresh_from_db()
    assert waiting.state == "dropped"
    write(keeper, meeting, "write/", **{f"{key}_state": "carried"})
    waiting.refresh_from_db()
    assert waiting.state == "open"


def test_two_who_write_at_once_meet_only_at_the_same_item(cast: Cast, made: Board) -> None:
    keeper, other = cast.bradford_editor, cast.region_editor
    meeting = b.called(made, keeper)
    one, two = b.item(meeting, made, "One"), b.item(meeting, made, "Two")
    client, address = signed_in(keeper), at(meeting, "write/")
    mine = filled(client, address)
    write(other, meeting, "write/", **{f"item{one.pk}_minutes": "Theirs"})
    page = client.post(address, {**mine, f"item{two.pk}_minutes": "Mine"}, follow=True)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.minutes, two.minutes) == ("Theirs", "Mine"), text_of(page)
    mine = filled(client, address)
    write(other, meeting, "write/", **{f"item{one.pk}_minutes": "Theirs again"})
    mine |= {f"item{one.pk}_minutes": "Mine", f"item{two.pk}_minutes": "Mine too"}
    page = client.post(address, mine, follow=True)
    assert "Somebody changed this while you were typing" in text_of(page)
    assert "Theirs again" in text_of(page)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.minutes, two.minutes) == ("Theirs again", "Mine")
    shown = values(page.content.decode())
    assert shown[f"item{one.pk}_minutes"] == "Mine"
    client.post(address, shown)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.minutes, two.minutes) == ("Mine", "Mine too")


def test_of_two_versions_of_an_item_either_is_chosen_without_typing_it_again(
    cast: Cast, made: Board
) -> None:
    keeper, other = cast.bradford_editor, cast.region_editor
    meeting = b.called(made, keeper)
    one = b.item(meeting, made, "One")
    said, state = f"item{one.pk}_minutes", f"item{one.pk}_state"
    client, address = signed_in(keeper), at(meeting, "write/")
    mine = filled(client, address)
    write(other, meeting, "write/", **{said: "Theirs", state: "done"})
    page = client.post(address, {**mine, said: "Mine"}, follow=True).content.decode()
    shown = values(page)
    # Where nothing was typed here, theirs is chosen
    assert (shown[said], shown[state]) == ("Mine", "done")
    assert (shown[f"take-{said}"], shown[f"take-{state}"]) == ("yours", "theirs")
    client.post(address, {**shown, f"take-{said}": "theirs"})
    one.refresh_from_db()
    assert (one.minutes, one.state) == ("Theirs", "done")


def test_the_next_agenda_is_drafted_from_what_is_open_and_nothing_twice(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    first = b.minuted(made, keeper, EARLIER)
    waits = b.item(None, made, "Saturday opening")
    barrier = builders.barrier(cast.bradford, "Licences")
    Escalation.objects.create(
        barrier=barrier,
        to=cast.council,
        rung="council",
        ask="Change it",
        sent_on=EARLIER,
        acknowledge_by=EARLIER,
        answer_by=EARLIER,
        first_due=EARLIER,
    )
    second = b.meeting(made, keeper, LATER)
    client, address = signed_in(keeper), at(second, "agenda/")
    page = text_of(client.get(address))
    for words in ("Minutes of 12 October 2026", "Saturday opening", "Actions", "Welcome"):
        assert words in page
    said = filled(client, address)
    assert said.pop(f"actions-{second.number}")
    client.post(address, said)
    titles = list(second.items.order_by("position", "id").values_list("title", flat=True))
    assert titles[:2] == ["Welcome and apologies", "Minutes of 12 October 2026"]
    assert titles[-1] == "Any other business"
    assert "Actions" not in titles
    waits.refresh_from_db()
    assert waits.meeting == second
    count = second.items.count()
    client.post(address, {**filled(client, address), f"actions-{second.number}": "on"})
    assert second.items.count() == count + 1
    assert "There is nothing new to suggest" in text_of(client.get(address))
    shown = text_of(client.get(at(second)))
    assert str(first) in shown


def test_attendance_is_noted_by_seat_and_says_whether_enough_were_there(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    one, _ = b.seat(made, cast.council)
    two, _ = b.seat(made, builders.organisation("Police", "police"))
    empty = Seat.objects.create(board=made, description="Eastvale", post=builders.post("Head"))
    ended = Seat.objects.create(board=made, description="Gone", valid_to=EARLIER)
    meeting = b.called(made, keeper)
    item = b.item(meeting, made, "One")
    after = b.item(meeting, made, "Two", position=11)
    page = text_of(signed_in(keeper).get(at(meeting, "attendance/")))
    assert "Gone" not in page
    here = {f"seat{one.pk}_state": "here", f"seat{two.pk}_state": "here"}
    refused = write(keeper, meeting, "attendance/", **here, **{f"seat{empty.pk}_state": "here"})
    assert "The seat of Eastvale was vacant on that day" in refused
    assert not Attendance.objects.exists()
    page = write(
        keeper, meeting, "attendance/", **here, **{f"seat{two.pk}_until_item": str(item.pk)}
    )
    assert "Enough people to decide? Yes. 2 of 3 seats there. It takes 2 seats." in page
    assert (quorum_at(item).met, quorum_at(after).met) == (True, False)
    assert not Attendance.objects.filter(seat=ended).exists()


def test_an_interest_keeps_a_seat_out_of_the_quorum_of_its_item(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    one, member = b.seat(made, cast.council)
    two, _ = b.seat(made, builders.organisation("Police", "police"))
    meeting = b.held(made, keeper)
    item = b.item(meeting, made, "Front desk")
    b.here(meeting, one, two)
    assert quorum_at(item).met is True
    page = write(member, meeting, "interest/", about="We lend staff", item=str(item.pk))
    assert "We lend staff In “Front desk”: noted" in page
    assert quorum_at(item).met is True
    write(
        keeper,
        meeting,
        "interest/",
        seat=str(one.pk),
        item=str(item.pk),
        about="We lend staff",
        handled="leaves",
    )
    assert Interest.objects.count() == 1
    assert quorum_at(item).met is False
    client, address = signed_in(member), at(meeting, "interest/")
    wrong = {**filled(client, address), "seat": str(two.pk), "about": "Not mine"}
    client.post(address, wrong)
    assert Interest.objects.count() == 1


def test_what_a_private_item_is_about_is_told_to_nobody_else(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    _, member = b.seat(made, cast.council)
    meeting = b.held(made, keeper, visibility="public")
    b.item(
        meeting,
        made,
        "Zqstaff",
        is_private=True,
        private_because="A staff matter",
        asks="Zqstaff",
        minutes="Zqstaff",
        state="done",
    )
    seat = Seat.objects.get()
    item = AgendaItem.objects.get(title="Zqstaff")
    b.here(meeting, seat, until_item=item)
    Interest.objects.create(board=made, seat=seat, item=item, about="Zqstaff")
    BoardMeeting.objects.update(state="minuted")
    pages = ("", *("../", "history/", "interest/", "attendance/", "write/"))
    for who in ("resident", "outsider", "administrator"):
        client = builders_client(cast, who)
        for page in pages:
            assert "Zqstaff" not in client.get(at(meeting, page)).content.decode(), (who, page)
        assert "Private: A staff matter" in text_of(client.get(at(meeting)))
    assert "Zqstaff" in text_of(signed_in(member).get(at(meeting)))


def builders_client(cast: Cast, who: str) -> Any:
    return Client() if who == "resident" else signed_in(getattr(cast, who))


def test_drafts_of_minutes_and_agendas_are_for_who_sits_and_who_keeps(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    _, member = b.seat(made, cast.council)
    meeting = b.meeting(made, keeper, visibility="public", joining="Zqlink")
    item = b.item(meeting, made, "Zqdraft", minutes="Zqminutes")
    for state, open_words in (("planned", []), ("called", ["Zqdraft"]), ("held", ["Zqdraft"])):
        day = None if state == "planned" else b.TODAY
        BoardMeeting.objects.update(state=state, called_on=day)
        for who in ("resident", "outsider"):
            page = text_of(builders_client(cast, who).get(at(meeting)))
            found = [word for word in ("Zqdraft", "Zqminutes") if word in page]
            assert found == open_words, (state, who)
            assert ("Zqlink" in page) == (who == "outsider")
        assert "Zqdraft" in text_of(signed_in(member).get(at(meeting)))
    assert "Zqminutes" in text_of(signed_in(member).get(at(meeting)))
    BoardMeeting.objects.update(state="called_off", called_on=None, called_off_because="No")
    assert "Zqdraft" not in text_of(builders_client(cast, "outsider").get(at(meeting)))
    assert AgendaItem.objects.visible_to(cast.outsider).filter(pk=item.pk).exists() is False
    Board.objects.update(visibility="network")
    assert builders_client(cast, "resident").get(at(meeting)).status_code == 404


def test_a_meeting_stands_in_feeds_at_its_hour(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    hours = {"visibility": "public", "starts_at": dt.time(10), "ends_at": dt.time(12, 30)}
    b.called(made, keeper, LATER, **hours)
    b.called(made, keeper, dt.date(2027, 6, 1), **hours)
    b.meeting(made, keeper, dt.date(2027, 7, 1))
    off = b.meeting(made, keeper, dt.date(2027, 8, 1))
    actions.call_off(by=keeper, meeting=off, because="No")
    found = entries(Calendar(user=keeper), ical.window())
    feed = ical.written("Mine", found, "https://placebook.example.test").decode()
    assert "DTSTART:20261215T100000Z" in feed
    assert "DTEND:20261215T123000Z" in feed
    assert "DTSTART:20270601T090000Z" in feed  # summer time
    assert "DTSTART;VALUE=DATE:20270701" in feed
    assert "20270801" not in feed


def test_the_seat_of_a_role_that_nobody_holds_is_vacant(cast: Cast, made: Board) -> None:
    seat, _ = b.seat(made, cast.council)
    meeting = b.called(made, cast.bradford_editor, LATER)
    assert "No answer yet from" in text_of(signed_in(cast.bradford_editor).get(at(meeting)))
    JobRoleHolder.objects.filter(post=seat.post).update(valid_to=EARLIER)
    page = text_of(signed_in(cast.bradford_editor).get(at(meeting)))
    assert "Vacant: City of Bradford" in page
