"""What stays as it was: minutes that were agreed, matters that were carried, days others see."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from governance.meeting import actions
from governance.meeting.item_actions import carry, close
from governance.models import AgendaItem, Board, BoardMeeting
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
FIRST, SECOND, LATER = (dt.date(2026, *day) for day in ((10, 12), (11, 10), (12, 15)))


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def at(meeting: BoardMeeting, below: str = "") -> str:
    return f"{meeting.get_absolute_url()}{below}"


def carried(made: Board, keeper: Any, **fields: Any) -> tuple[BoardMeeting, Any, Any]:
    """A meeting held, an item that was carried there, and what goes on of it."""
    first = b.held(made, keeper, FIRST, **fields)
    one = b.item(first, made, drafted_from="risk-1")
    return first, one, carry(one, by=keeper)


def test_correcting_minutes_opens_nothing_again_at_a_later_meeting(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    first, one, goes_on = carried(made, keeper)
    second = b.held(made, keeper, SECOND)
    AgendaItem.objects.filter(pk=goes_on.pk).update(meeting=second, state="done")
    client, address = signed_in(keeper), at(first, "write/")
    said = filled(client, address, **{f"item{one.pk}_minutes": "Put right"})
    client.post(address, said)
    one.refresh_from_db()
    goes_on.refresh_from_db()
    assert (one.minutes, one.state, goes_on.state) == ("Put right", "carried", "done")


def test_what_stands_on_another_agenda_again_is_not_opened_twice(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    first = b.held(made, keeper, FIRST)
    one = b.item(first, made, drafted_from="risk-1", state="done")
    b.item(b.meeting(made, keeper, LATER), made, drafted_from="risk-1")
    client, address = signed_in(keeper), at(first, "write/")
    said = filled(client, address, **{f"item{one.pk}_state": "open"})
    assert "is on another agenda already" in text_of(client.post(address, said))


def test_a_matter_carried_anew_stands_beside_one_drafted_since(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    _, one, goes_on = carried(made, keeper)
    close(one, "done", by=keeper)
    b.item(b.meeting(made, keeper, LATER), made, drafted_from="risk-1")
    close(AgendaItem.objects.get(pk=one.pk), "carried", by=keeper)
    goes_on.refresh_from_db()
    assert (goes_on.state, goes_on.drafted_from) == ("open", "")


def test_minutes_are_not_agreed_while_an_item_is_open(cast: Cast, made: Board) -> None:
    first = b.minuted(made, cast.bradford_editor, FIRST)
    b.held(made, cast.bradford_editor, SECOND)
    b.item(first, made)
    with pytest.raises(ValidationError, match="First say what happened to 1 item"):
        actions.approve(meeting=first, at=2)


def test_two_meetings_of_one_day_do_not_agree_each_other(cast: Cast, made: Board) -> None:
    first = b.minuted(made, cast.bradford_editor, FIRST)
    second = b.minuted(made, cast.bradford_editor, FIRST)
    actions.approve(meeting=first, at=2)
    with pytest.raises(ValidationError, match="agreed at a later meeting"):
        actions.approve(meeting=second, at=1)


def test_taking_a_meeting_back_loses_nothing_that_was_carried(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    _, _, goes_on = carried(made, keeper)
    waits = b.item(None, made, "Waits since")
    second = b.meeting(made, keeper, LATER)
    AgendaItem.objects.filter(pk__in=[goes_on.pk, waits.pk]).update(meeting=second)
    b.item(second, made, "Typed there")
    signed_in(keeper).post(at(second, "take-back/"), {"because": "Typed twice"})
    assert not BoardMeeting.objects.filter(pk=second.pk).exists()
    left = AgendaItem.objects.filter(meeting=None, state="open")
    assert set(left) == {goes_on, waits}
    assert not AgendaItem.objects.filter(title="Typed there").exists()


@pytest.mark.parametrize("state", ["called", "held", "minuted", "approved"])
def test_a_meeting_that_was_called_is_not_taken_back(cast: Cast, made: Board, state: str) -> None:
    keeper = cast.bradford_editor
    meeting = getattr(b, "minuted" if state == "approved" else state)(made, keeper, FIRST)
    b.held(made, keeper, SECOND)
    if state == "approved":
        actions.approve(meeting=meeting, at=2)
    assert "Take it back" not in text_of(signed_in(keeper).get(at(meeting)))
    signed_in(keeper).post(at(meeting, "take-back/"), {"because": "Typed twice"})
    assert BoardMeeting.objects.filter(pk=meeting.pk, state=state).exists()


def test_the_day_of_a_meeting_that_one_may_not_see_is_not_told(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    first, _, goes_on = carried(made, keeper, visibility="public")
    actions.send(by=keeper, meeting=first)
    second = b.held(made, keeper, SECOND, visibility="place")
    AgendaItem.objects.filter(pk=goes_on.pk).update(meeting=second)
    actions.approve(meeting=first, at=2)
    page = text_of(Client().get(at(first)))
    assert "Minutes agreed." in page
    assert "Carried over" in page
    assert "10 November" not in page
    own = text_of(signed_in(keeper).get(at(first)))
    assert "Minutes agreed on 10 November 2026." in own
    assert "Carried over to 10 November 2026" in own


def test_the_number_of_a_meeting_that_was_taken_back_is_not_given_again(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    meeting = b.meeting(made, keeper, LATER)
    signed_in(keeper).post(at(meeting, "take-back/"), {"because": "Typed twice"})
    assert not BoardMeeting.objects.exists()
    second = b.meeting(made, keeper, LATER)
    # It is the first that the board has, with what a first agenda begins with
    assert (second.number, second.items.count()) == (2, 4)
    page = text_of(signed_in(keeper).get(at(second, "agenda/")))
    assert "There is nothing new to suggest" in page
