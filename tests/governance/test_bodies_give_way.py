"""Bodies and places that give way in mid-meeting: between the call and minutes that are agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from governance.decision.actions import save_decision
from governance.meeting import actions
from governance.meeting.quorum import quorum_at, seats_on
from governance.models import (
    AgendaItem,
    Attendance,
    Board,
    BoardMeeting,
    BoardPlace,
    Decision,
    DecisionVoice,
    Interest,
    Seat,
)
from partnerships.models import Organisation, Place
from reorganise.actions import give_way, merge_bodies, reorganise, take_back
from reorganise.bodies import Duplicate
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of
from tests.reorganise.reorganised import everything, merge

pytestmark = pytest.mark.django_db
# It was called on the first, the body gives way on the second, the board meets on the third
CALLED, DAY, MET = (dt.date(2026, 11, day) for day in (2, 10, 20))
HELD_BEFORE = dt.date(2026, 11, 4)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(b.NOW, tick=True):
        yield


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2, quorum_sectors=["nhs"])


@pytest.fixture
def old() -> Organisation:
    return builders.organisation("Old Care Board", "nhs")


def gives_way(cast: Cast, old: Organisation, *heirs: Heir) -> Any:
    after = heirs or (Heir(None, "New Care Board", "nhs"),)
    plan = GivingWay(before=(old,), after=after, on=DAY, reason="The order")
    return give_way(by=cast.administrator, plan=plan)


def seated(made: Board, old: Organisation) -> tuple[Seat, Seat]:
    """The seat of the old body, and one of the police."""
    mine, _ = b.seat(made, old, "Chief")
    police, _ = b.seat(made, builders.organisation("Police", "police"), "Officer")
    return mine, police


def page_of(who: Any, meeting: BoardMeeting, below: str = "") -> str:
    return text_of(signed_in(who).get(f"{meeting.get_absolute_url()}{below}"))


def note_here(keeper: Any, meeting: BoardMeeting) -> str:
    """Every seat of the day is noted as there, on the page of the clerk."""
    client, address = signed_in(keeper), f"{meeting.get_absolute_url()}attendance/"
    here = {f"seat{seat.pk}_state": "here" for seat in seats_on(meeting)}
    return text_of(client.post(address, filled(client, address, **here), follow=True))


def test_whoever_takes_over_sits_and_says_anew_whether_they_come(
    cast: Cast, made: Board, old: Organisation
) -> None:
    keeper = cast.bradford_editor
    mine, police = seated(made, old)
    meeting = b.called(made, keeper, MET)
    item = b.item(meeting, made, "Front desk", kind="decide")
    for seat in (mine, police):
        Attendance.objects.create(meeting=meeting, seat=seat, state="coming")
    everything_before = everything()
    act = gives_way(cast, old)
    new = Seat.objects.get(organisation__name="New Care Board")
    mine.refresh_from_db()
    assert (mine.valid_to, new.valid_from, new.post_id) == (DAY, DAY, mine.post_id)
    assert {str(seat) for seat in seats_on(meeting)} == {"New Care Board", "Police"}
    page = page_of(keeper, meeting)
    assert "Not yet. 1 of 2 seats coming." in page
    assert "No answer yet from: New Care Board." in page
    note_here(keeper, meeting)
    assert (quorum_at(item).met, quorum_at(item).words) == (
        True,
        "2 of 2 seats there; the quorum is 2",
    )
    # What the old one said stands in the history of the meeting and in no minutes
    actions_of(keeper, item)
    assert "Old Care Board" not in page_of(keeper, meeting).partition("Who was there")[2]
    # As if it were never held: after that nothing would be undone
    Attendance.objects.filter(seat=new).delete()
    Attendance.objects.filter(seat=police).update(state="coming")
    AgendaItem.objects.update(state="open")
    BoardMeeting.objects.update(state="called", held=None)
    take_back(reorganisation=act, by=cast.administrator)
    assert len(everything()) == len(everything_before)
    assert {str(seat) for seat in seats_on(meeting)} == {"Old Care Board", "Police"}


def actions_of(keeper: Any, item: AgendaItem) -> None:
    """Its minutes are sent."""
    meeting: Any = item.meeting
    meeting.items.update(state="done")
    actions.send(by=keeper, meeting=meeting)


def test_an_interest_of_the_old_body_keeps_the_new_one_out_as_well(
    cast: Cast, made: Board, old: Organisation
) -> None:
    keeper = cast.bradford_editor
    mine, _ = seated(made, old)
    meeting = b.called(made, keeper, MET)
    item = b.item(meeting, made, "Front desk", kind="decide")
    Interest.objects.create(board=made, seat=mine, item=item, about="Lends", handled="leaves")
    gives_way(cast, old)
    note_here(keeper, meeting)
    assert quorum_at(item).met is False
    new = Decision(board=made, title="Pay", state="made", outcome="Yes", decided_on=MET)
    new.votes_for, new.confirm_by = 2, cast.council
    with pytest.raises(
        Exception, match="The seat of New Care Board stayed out because of an interest"
    ):
        save_decision(by=keeper, decision=new, item=item)


def test_minutes_of_a_meeting_before_the_day_name_the_body_of_then(
    cast: Cast, made: Board, old: Organisation
) -> None:
    """Held before it gave way, written up and agreed after."""
    keeper = cast.bradford_editor
    mine, police = seated(made, old)
    meeting = b.held(made, keeper, HELD_BEFORE)
    b.here(meeting, mine, police)
    item = b.item(meeting, made, "Front desk", kind="decide")
    gives_way(cast, old)
    assert quorum_at(item).met is True
    new = Decision(board=made, title="Pay", state="made", outcome="Yes", decided_on=HELD_BEFORE)
    new.votes_for, new.accountable_body = 2, Organisation.objects.get(pk=old.pk)
    found = save_decision(by=keeper, decision=new, item=item)
    assert (found.state, found.accountable_body) == ("made", old)
    client, address = signed_in(keeper), f"{found.get_absolute_url()}voices/add/"
    typed = {"seat": str(mine.pk), "voice": "dissents", "words": "Too late"}
    client.post(address, filled(client, address, **typed))
    assert DecisionVoice.objects.get().seat == mine
    new_seat = Seat.objects.get(organisation__name="New Care Board")
    typed["seat"] = str(new_seat.pk)
    page = text_of(client.post(address, filled(client, address, **typed)))
    assert "The seat of New Care Board did not exist yet on 4 November 2026" in page
    actions_of(keeper, item)
    b.held(made, keeper, MET)
    actions.approve(meeting=meeting, at=2)
    page = page_of(keeper, meeting)
    assert "Old Care Board Here" in page
    assert "Yes. 2 of 2 seats there" in page
    told = text_of(signed_in(keeper).get(found.get_absolute_url()))
    assert "Old Care Board (now New Care Board)" in told


def test_a_decision_to_come_is_answered_for_by_whoever_takes_over(
    cast: Cast, made: Board, old: Organisation
) -> None:
    keeper = cast.bradford_editor
    mine, police = seated(made, old)
    meeting = b.called(made, keeper, MET)
    due = Decision(board=made, title="Pay", state="due", accountable_body=old)
    item = b.item(meeting, made, "Pay", kind="decide")
    save_decision(by=keeper, decision=due, item=item)
    gives_way(cast, old)
    note_here(keeper, meeting)
    due = Decision.objects.get(pk=due.pk)
    assert str(due.accountable_body) == "New Care Board"
    due.state, due.outcome, due.decided_on, due.votes_for = "made", "Yes", MET, 2
    found = save_decision(by=keeper, decision=due, item=item)
    assert (found.state, found.quorum_met) == ("made", True)
    assert {mine.board_id, police.board_id} == {found.board_id}


def test_of_a_split_body_the_one_that_serves_the_place_sits(
    cast: Cast, made: Board, old: Organisation
) -> None:
    seated(made, old)
    meeting = b.called(made, cast.bradford_editor, MET)
    north, south = Heir(None, "North Board", "nhs"), Heir(None, "South Board", "nhs")
    key = "governance.Seat.organisation"
    seat = Seat.objects.get(organisation=old)
    plan = GivingWay(
        before=(old,),
        after=(north, south),
        on=DAY,
        reason="The order",
        choices={key: {"rows": {str(seat.pk): [1]}}},
    )
    give_way(by=cast.administrator, plan=plan)
    assert {str(one) for one in seats_on(meeting)} == {"South Board", "Police"}


def test_two_seats_of_bodies_that_were_one_stay_two_and_nothing_is_lost(
    cast: Cast, made: Board, old: Organisation
) -> None:
    """Held twice, found between the meeting and its minutes."""
    keeper = cast.bradford_editor
    twin = builders.organisation("Old Care Board NHS", "nhs")
    mine, _ = b.seat(made, old, "Chief")
    other, _ = b.seat(made, twin, "Chair")
    meeting = b.held(made, keeper, HELD_BEFORE)
    b.here(meeting, mine, other)
    item = b.item(meeting, made, "Front desk", kind="decide")
    due = Decision.objects.create(
        board=made, number=1, slug="one", title="Pay", state="due", accountable_body=twin
    )
    merge_bodies(pair=Duplicate(twin, old, "Typed twice"), by=cast.administrator)
    named = [str(seat) for seat in seats_on(meeting)]
    assert named == ["Old Care Board", "Old Care Board NHS"]  # as it was when the board met
    assert quorum_at(item).met is True
    due.refresh_from_db()
    assert due.accountable_body == old
    actions_of(keeper, item)
    told = page_of(keeper, meeting)
    assert "Old Care Board Here" in told
    assert "Old Care Board NHS Here" in told


def test_the_body_that_the_board_is_gives_way_and_its_meeting_is_still_written_up(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    seat, _ = b.seat(made, cast.council)
    held = b.held(made, keeper, HELD_BEFORE)
    b.here(held, seat)
    body = Organisation.objects.get(pk=made.organisation_id)
    plan = GivingWay(
        before=(body,), after=(Heir(None, "New board", "other"),), on=DAY, reason="The order"
    )
    give_way(by=cast.administrator, plan=plan)
    one = b.item(held, made, "Front desk")
    client, address = signed_in(keeper), f"{held.get_absolute_url()}write/"
    typed = {f"item{one.pk}_minutes": "Agreed", f"item{one.pk}_state": "done"}
    client.post(address, filled(client, address, **typed))
    one.refresh_from_db()
    assert one.minutes == "Agreed"
    with pytest.raises(Exception, match="Family board ended on 10 November 2026"):
        b.meeting(Board.objects.get(pk=made.pk), keeper, MET)


def test_a_place_that_gives_way_leaves_its_board_where_it_is_now(cast: Cast, made: Board) -> None:
    """The keepers of the place that takes over keep its meetings."""
    keeper = cast.bradford_editor
    meeting = b.called(made, keeper, MET)
    after, other = (builders.place(f"{name} Bradford", "unitary") for name in ("New", "East"))
    plan = merge(cast.bradford, other, into=after, on=DAY)
    reorganise(plan=plan, by=cast.administrator)
    assert [link.place for link in BoardPlace.objects.filter(board=made)] == [after]
    found = Board.objects.get(pk=made.pk)
    assert after.pk in found.reach_ids
    editor = builders.user("New editor", ("place_editor", after))
    assert signed_in(editor).get(f"{meeting.get_absolute_url()}write/").status_code == 200
    assert Place.objects.get(pk=cast.bradford.pk).pk not in found.reach_ids
