"""Minutes that are agreed say what they said: who sat and whether enough were there is kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.decision.actions import save_decision
from governance.meeting import actions
from governance.meeting.quorum import seats_on
from governance.models import Attendance, Board, BoardMeeting, Decision, Interest, Power, Seat
from partnerships.models import Organisation
from people.models import JobRoleHolder
from reorganise.actions import merge_bodies
from reorganise.bodies import Duplicate
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
NAMES = ("Council", "Police", "Eastvale")
FIRST, SECOND = dt.date(2026, 10, 12), dt.date(2026, 11, 10)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("approved", "These minutes were agreed on 10 November 2026"),
        ("called_off", "This meeting was called off"),
        ("minuted", ""),
    ],
)
def test_minutes_that_were_agreed_and_a_meeting_that_was_called_off_are_fixed(
    state: str, said: str
) -> None:
    meeting = BoardMeeting(on=FIRST, state=state)
    meeting.approved_at = BoardMeeting(on=SECOND) if state == "approved" else None
    assert actions.why_fixed(meeting).startswith(said)
    assert bool(actions.why_fixed(meeting)) == bool(said)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2)


def agreed(made: Board, keeper: Any) -> BoardMeeting:
    """Two of three seats were there, the third is vacant; its minutes were agreed at the next."""
    seats = [b.seat(made, builders.organisation(name))[0] for name in NAMES]
    JobRoleHolder.objects.filter(post=seats[-1].post).delete()
    first = b.held(made, keeper, FIRST, visibility="public")
    b.here(first, *seats[:2])
    one = b.item(first, made, "Front desk", state="done")
    council = made.seats.earliest("pk")
    Interest.objects.create(board=made, seat=council, item=one, about="Lends staff")
    actions.send(by=keeper, meeting=first)
    b.held(made, keeper, SECOND)
    return actions.approve(meeting=first, at=2)


def page_of(who: Any, meeting: BoardMeeting) -> str:
    found = text_of(signed_in(who).get(meeting.get_absolute_url()))
    return found.partition("What was said")[2]


TOLD = (
    "Were there enough people to decide at the start? Yes. 2 of 3 seats there. It takes 2 seats.",
    *("Council Here", "Police Here", "Eastvale Vacant", "Council: Lends staff"),
)


def _rule(made: Board) -> None:
    Board.objects.update(quorum_least=3, quorum_sectors=["police"])


def _not_known(made: Board) -> None:
    Board.objects.update(quorum_least=None)


def _holders(made: Board) -> None:
    JobRoleHolder.objects.update(valid_to=FIRST - dt.timedelta(days=1))


def _seats_end(made: Board) -> None:
    Seat.objects.filter(organisation__name="Council").update(valid_to=FIRST)
    Seat.objects.filter(organisation__name="Police").update(counts_for_quorum=False)
    Seat.objects.create(board=made, description="A resident")


def _names(made: Board) -> None:
    for body in Organisation.objects.filter(seats__board=made):
        Organisation.objects.filter(pk=body.pk).update(name=f"Zqnew {body}")


@pytest.mark.parametrize("change", [_rule, _not_known, _holders, _seats_end, _names])
def test_what_changes_afterwards_changes_no_agreed_minutes(
    cast: Cast, made: Board, change: Any
) -> None:
    meeting = agreed(made, cast.bradford_editor)
    before = page_of(cast.bradford_editor, meeting)
    for words in TOLD:
        assert words in before
    change(made)
    assert page_of(cast.bradford_editor, meeting) == before


@pytest.mark.parametrize(
    ("noted", "met"), [((), None), (("here",), False), (("here", "here"), True)]
)
def test_met_not_met_and_not_known_are_kept(
    cast: Cast, made: Board, noted: tuple[str, ...], met: bool | None
) -> None:
    seats = [Seat.objects.create(board=made, description=f"A {state} seat") for state in noted]
    meeting = b.held(made, cast.bradford_editor, FIRST)
    for seat, state in zip(seats, noted, strict=True):
        Attendance.objects.create(meeting=meeting, seat=seat, state=state)
    actions.send(by=cast.bradford_editor, meeting=meeting)
    b.held(made, cast.bradford_editor, SECOND)
    actions.approve(meeting=meeting, at=2)
    Board.objects.update(quorum_least=7)
    said = {True: "Yes.", False: "No.", None: "Who was there was not noted"}
    assert said[met] in page_of(cast.bradford_editor, meeting)


def test_who_came_later_was_not_there_at_the_beginning(cast: Cast, made: Board) -> None:
    meeting = b.held(made, cast.bradford_editor, FIRST)
    one, two = (Seat.objects.create(board=made, description=name) for name in ("One", "Two"))
    late = b.item(meeting, made, state="done")
    b.here(meeting, one)
    b.here(meeting, two, from_item=late)
    assert "Enough people to decide? No. 1 of 2" in text_of(
        signed_in(cast.bradford_editor).get(f"{meeting.get_absolute_url()}attendance/")
    )


def test_the_seats_of_agreed_minutes_are_not_those_of_today(cast: Cast, made: Board) -> None:
    meeting = agreed(made, cast.bradford_editor)
    keys = set(made.seats.values_list("pk", flat=True))
    _seats_end(made)
    _names(made)
    named = {seat.pk: str(seat) for seat in seats_on(BoardMeeting.objects.get(pk=meeting.pk))}
    assert set(named) == keys
    assert set(named.values()) == {"Council", "Police", "Eastvale"}


def test_two_bodies_that_were_one_leave_agreed_minutes_as_they_are(cast: Cast, made: Board) -> None:
    meeting = agreed(made, cast.bradford_editor)
    before = page_of(cast.bradford_editor, meeting)
    police = Organisation.objects.get(name="Police")
    merge_bodies(pair=Duplicate(police, cast.council, "Typed twice"), by=cast.administrator)
    assert page_of(cast.bradford_editor, meeting) == before


def test_a_new_amount_is_held_against_its_limit_and_not_against_seats_of_today(
    cast: Cast, made: Board
) -> None:
    """What is judged again is what was changed: the quorum of its day stays."""
    keeper = cast.bradford_editor
    meeting = b.held(made, keeper, FIRST)
    for name in ("One", "Two"):
        b.here(meeting, Seat.objects.create(board=made, description=name))
    item = b.item(meeting, made, kind="decide")
    power = Power.objects.create(board=made, function="money", part="decides", limit_low=100)
    new = Decision(board=made, title="Pay", state="made", outcome="Yes", decided_on=FIRST)
    new.votes_for, new.created_by = 2, keeper
    one = save_decision(by=keeper, decision=new, item=item)
    assert one.quorum_words == "2 of 2 seats there; the quorum is 2"
    Board.objects.update(quorum_least=5)
    Seat.objects.filter(description="Two").update(valid_to=FIRST)
    one.power = Power.objects.get(pk=power.pk)
    one.amount_low = Decimal(90)
    save_decision(by=keeper, decision=one)
    one.refresh_from_db()
    assert (one.quorum_words, one.quorum_met) == ("2 of 2 seats there; the quorum is 2", True)
    assert (one.within_limit, one.state) == (True, "made")
    one.votes_for = 3
    with pytest.raises(ValidationError, match="That is 3 votes, but only 2 could be cast"):
        save_decision(by=keeper, decision=one)
