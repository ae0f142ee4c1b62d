"""From the moment a meeting is held, who sat, its quorum rule and limits stay as they were."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.decision.actions import save_decision
from governance.meeting import actions
from governance.meeting.as_held import keep_what_stood
from governance.meeting.quorum import quorum_at, seats_on
from governance.models import Board, BoardMeeting, Decision, DecisionVoice, Power, Seat
from partnerships.models import Organisation
from people.models import JobRoleHolder
from reorganise.actions import give_way, merge_bodies
from reorganise.bodies import Duplicate
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 10, 12)
NAMES = ("Council", "Police", "Care Board", "Hospital", "Housing", "Eastvale")


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=4)


def held(made: Board, keeper: Any, state: str) -> BoardMeeting:
    """Four of six seats were there, one was away and one is vacant."""
    seats = [b.seat(made, builders.organisation(name))[0] for name in NAMES]
    JobRoleHolder.objects.filter(post=seats[-1].post).delete()
    meeting = b.held(made, keeper, FIRST, visibility="public")
    b.here(meeting, *seats[:4])
    b.item(meeting, made, "Front desk", state="done")
    if state == "minuted":
        actions.send(by=keeper, meeting=meeting)
    return BoardMeeting.objects.get(pk=meeting.pk)


def page_of(who: Any, meeting: BoardMeeting) -> str:
    found = text_of(signed_in(who).get(meeting.get_absolute_url()))
    return found.partition("What was said")[2]


def _gave_way(made: Board, by: Any) -> None:
    """On a day before the meeting, as somebody finds out later."""
    old = Organisation.objects.get(name="Care Board")
    after = (Heir(None, "New Care Board", "nhs"),)
    plan = GivingWay(before=(old,), after=after, on=dt.date(2026, 10, 1), reason="The order")
    give_way(by=by, plan=plan)


def _merged(made: Board, by: Any) -> None:
    police, council = (Organisation.objects.get(name=name) for name in ("Police", "Council"))
    merge_bodies(pair=Duplicate(police, council, "Typed twice"), by=by)


def _renamed(made: Board, by: Any) -> None:
    for body in Organisation.objects.filter(seats__board=made):
        Organisation.objects.filter(pk=body.pk).update(name=f"Zqnew {body}")


def _seats(made: Board, by: Any) -> None:
    Seat.objects.filter(organisation__name="Council").update(valid_to=FIRST)
    Seat.objects.filter(organisation__name="Police").update(counts_for_quorum=False)
    Seat.objects.create(board=made, description="A resident")


def _rule(made: Board, by: Any) -> None:
    Board.objects.update(quorum_least=6, quorum_sectors=["police"])


def _holders(made: Board, by: Any) -> None:
    JobRoleHolder.objects.update(valid_to=FIRST - dt.timedelta(days=1))


@pytest.mark.parametrize("state", ["held", "minuted"])
@pytest.mark.parametrize("change", [_renamed, _seats, _rule, _holders, _merged, _gave_way])
def test_what_changes_later_recounts_no_meeting(
    cast: Cast, made: Board, change: Any, state: str
) -> None:
    meeting = held(made, cast.bradford_editor, state)
    before = page_of(cast.bradford_editor, meeting)
    for words in (
        "Yes. 4 of 6 seats there. It takes 4 seats.",
        "Care Board Here",
        "Eastvale Vacant",
    ):
        assert words in before
    change(made, cast.administrator)
    assert page_of(cast.bradford_editor, meeting) == before
    item = meeting.items.get(title="Front desk")
    assert quorum_at(item).words == "4 of 6 seats there; the quorum is 4"


def test_a_body_that_is_split_later_leaves_its_seat_there(cast: Cast, made: Board) -> None:
    meeting = held(made, cast.bradford_editor, "minuted")
    before = page_of(cast.bradford_editor, meeting)
    old = Seat.objects.get(organisation__name="Care Board")
    Seat.objects.filter(pk=old.pk).update(valid_to=dt.date(2026, 10, 1))
    for name in ("North", "South"):
        body = builders.organisation(name)
        Seat.objects.create(board=made, organisation=body, valid_from=dt.date(2026, 10, 1))
    assert page_of(cast.bradford_editor, meeting) == before


def decision_at(meeting: BoardMeeting, by: Any, **fields: Any) -> Decision:
    said = {"state": "made", "outcome": "Yes", "decided_on": FIRST, "title": "Pay", **fields}
    made = Decision(board=meeting.board, meeting=meeting, **said)
    made.created_by = by
    return save_decision(by=by, decision=made)


def test_votes_are_held_against_the_seats_as_they_were(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = held(made, keeper, "held")
    Seat.objects.filter(organisation__name="Council").update(votes=5, votes_because="Large")
    Seat.objects.filter(organisation__name="Police").update(valid_to=FIRST)
    assert decision_at(meeting, keeper, votes_for=4).quorum_met is True
    with pytest.raises(ValidationError, match="That is 5 votes, but only 4 could be cast"):
        decision_at(meeting, keeper, votes_for=5)


def test_a_decision_is_judged_by_the_limit_that_stood_then(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    power = Power.objects.create(board=made, function="money", part="decides", limit_low=100)
    meeting = held(made, keeper, "held")
    Power.objects.update(limit_low=Decimal(50))
    power.refresh_from_db()
    one = decision_at(meeting, keeper, power=power, amount_low=Decimal(90))
    assert (one.within_limit, one.state) == (True, "made")
    assert "within its limit of £100 a time" in one.limit_words


def test_who_chaired_it_is_as_it_was(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    seat, _ = b.seat(made, cast.council, chair="chair")
    meeting = b.held(made, keeper, FIRST)
    Seat.objects.filter(pk=seat.pk).update(chair="no")
    one = decision_at(meeting, keeper, how="chair", decided_by=seat.post)
    assert one.state == "made"


def test_a_voice_is_told_by_the_name_of_its_day(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = held(made, keeper, "held")
    one = decision_at(meeting, keeper)
    seat = Seat.objects.get(organisation__name="Police")
    DecisionVoice.objects.create(decision=one, seat=seat, voice="against", words="Too soon")
    _renamed(made, keeper)
    page = text_of(signed_in(keeper).get(one.get_absolute_url()))
    assert "Police Too soon Against" in page
    assert "Zqnew Police Too soon" not in page


def test_what_was_missing_when_it_was_held_is_taken_by_hand_alone(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = b.held(made, keeper, FIRST)
    client, address = signed_in(keeper), f"{meeting.get_absolute_url()}attendance/"
    assert "Use the seats and the quorum rule as they’re now recorded" not in text_of(
        client.get(address)
    )
    b.seat(made, cast.council)
    page = text_of(client.get(address))
    assert "This board has no seats on that day" in page
    assert "Use the seats and the quorum rule as they’re now recorded" in page
    client.post(address, filled(client, address, anew="on"))
    meeting.refresh_from_db()
    assert [str(seat) for seat in seats_on(meeting)] == [str(cast.council)]
    assert "Use the seats and the quorum rule as they’re now recorded" not in text_of(
        client.get(address)
    )


def test_another_day_of_a_meeting_that_was_held_has_the_seats_of_that_day(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    Seat.objects.create(board=made, description="Since November", valid_from=dt.date(2026, 11, 1))
    meeting = b.held(made, keeper, FIRST)
    assert seats_on(meeting) == []
    meeting.on = dt.date(2026, 11, 10)
    actions.change_meeting(by=keeper, meeting=meeting)
    meeting.refresh_from_db()
    assert [str(seat) for seat in seats_on(meeting)] == ["Since November"]


# --- Meetings that were held before this was kept ---


def test_meetings_of_before_are_given_what_is_recorded_of_their_day(
    cast: Cast, made: Board
) -> None:
    """Some at a time; once each; a seat that was taken counts although it ended since."""
    meeting = held(made, cast.bradford_editor, "minuted")
    before = page_of(cast.bradford_editor, meeting)
    BoardMeeting.objects.update(held=None)
    Seat.objects.filter(organisation__name="Council").update(valid_to=FIRST)
    b.called(made, cast.bradford_editor)
    assert (keep_what_stood(1), keep_what_stood(1)) == (1, 0)
    _rule(made, None)
    _renamed(made, None)
    assert page_of(cast.bradford_editor, meeting) == before


def test_of_agreed_minutes_it_is_what_they_say(cast: Cast, made: Board) -> None:
    keeper = cast.bradford_editor
    meeting = held(made, keeper, "minuted")
    b.held(made, keeper, dt.date(2026, 11, 10))
    actions.approve(meeting=meeting, at=2)
    before = page_of(keeper, meeting)
    BoardMeeting.objects.update(held=None)
    _renamed(made, None)
    _seats(made, None)
    assert keep_what_stood() == 2
    assert page_of(keeper, BoardMeeting.objects.get(pk=meeting.pk)) == before


def test_minutes_say_which_seats_were_not_confirmed_when_it_was_held(
    cast: Cast, made: Board
) -> None:
    confirmed, _ = b.seat(made, builders.organisation("Council"), claim="confirmed")
    claimed, _ = b.seat(made, builders.organisation("Police"), claim="claimed")
    meeting = b.held(made, cast.bradford_editor, FIRST, visibility="public")
    b.here(meeting, confirmed, claimed)
    actions.send(by=cast.bradford_editor, meeting=meeting)
    for claim in ("claimed", "confirmed"):
        Seat.objects.filter(pk=claimed.pk).update(claim=claim)
        told = page_of(cast.outsider, meeting)
        assert "Police Here Seat not confirmed" in told
        assert "Council Here Police" in told
