"""Two who write decisions of one board at the same moment, over two connections."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from governance.decision.actions import MOVED_ON, confirm, save_decision
from governance.meeting import actions
from governance.models import AgendaItem, Board, BoardMeeting, Decision, Power
from tests import builders
from tests.builders import Cast
from tests.governance.at_once import at_once, second_waits
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import DAY, decision
from tests.governance.decision.test_made import item_of, made, money, seats, version
from tests.pilots.forms import filled, signed_in, values

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


@pytest.fixture
def at(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2, accountable_body=cast.council)


def edits(who: Any, one: Decision, **said: Any) -> Any:
    """The form that somebody opened: sent when it is called; gives the page."""
    client, address = signed_in(who), f"{one.get_absolute_url()}edit/"
    typed = filled(client, address, **said)

    def send() -> str:
        return client.post(address, typed, follow=True).content.decode()

    return send


def test_two_that_are_added_at_once_have_two_numbers(cast: Cast, at: Board) -> None:
    at_once(*(lambda: made(cast, at) for _ in range(4)))
    assert sorted(one.number for one in Decision.objects.all()) == [1, 2, 3, 4]
    assert Board.objects.get().decisions_numbered == 4


def test_a_number_that_is_taken_back_meanwhile_is_not_given(cast: Cast, at: Board) -> None:
    first = made(cast, at)
    client, address = signed_in(cast.bradford_editor), f"{first.get_absolute_url()}take-back/"
    at_once(lambda: client.post(address, {"because": "Typed twice"}), lambda: made(cast, at))
    assert [one.number for one in Decision.objects.all()] == [2]


def test_what_two_decide_at_once_does_not_both_use_what_is_left_of_a_limit(
    cast: Cast, at: Board
) -> None:
    power = Power.objects.get(pk=money(at, year_limit_low=100_000).pk)
    both = at_once(
        *(lambda: made(cast, at, power=power, amount_low=Decimal(60_000)) for _ in range(2))
    )
    assert sorted(one.state for one in both) == ["made", "provisional"]


def test_an_item_leads_to_one_of_two_decisions_and_the_other_is_told(cast: Cast, at: Board) -> None:
    item = item_of(at, *seats(at, "First", "Second"))
    told = at_once(*(lambda: made(cast, at, item) for _ in range(2)))
    assert Decision.objects.count() == 1
    assert "That item led to another decision already" in str(told)
    assert AgendaItem.objects.get().decision == Decision.objects.get()


def test_of_two_who_edit_one_the_second_sees_both_versions(cast: Cast, at: Board) -> None:
    one = decision(at, "Pay", outcome="As it was", visibility="public")
    acts = (
        edits(cast.bradford_editor, one, outcome="The first"),
        edits(cast.region_editor, one, outcome="The second", came_of_it="Nurses came"),
    )
    pages = at_once(*acts)
    [late] = [number for number, page in enumerate(pages) if "Somebody changed this" in page]
    one.refresh_from_db()
    yours = ("The first", "The second")[late]
    assert {one.outcome, yours} == {"The first", "The second"}
    assert "The first" in pages[late]
    assert "The second" in pages[late]
    shown = values(pages[late])
    assert shown["outcome"] == yours
    assert "Nurses came" in (one.came_of_it, shown["came_of_it"])


def test_one_decision_is_replaced_by_one_of_two(cast: Cast, at: Board) -> None:
    old = decision(at, "Old plan", visibility="public")
    told = at_once(*(lambda: made(cast, at, supersedes=old) for _ in range(2)))
    assert Decision.objects.filter(supersedes=old).count() == 1
    assert "was replaced by “Pay” already" in str(told)


@pytest.mark.parametrize("with_item", [True, False], ids=["at-an-item", "at-the-meeting"])
def test_nothing_is_decided_at_a_meeting_while_its_minutes_are_agreed(
    cast: Cast, at: Board, with_item: bool
) -> None:
    item = item_of(at, *seats(at, "First", "Second"))
    AgendaItem.objects.update(state="done")
    first: Any = item.meeting
    BoardMeeting.objects.filter(pk=first.pk).update(state="minuted")
    later = DAY + dt.timedelta(days=30)
    BoardMeeting.objects.create(board=at, number=2, on=later, state="held", called_on=DAY)
    told = second_waits(
        lambda: actions.approve(meeting=first, at=2),
        lambda: made(cast, at, item) if with_item else made(cast, at, meeting=first),
    )
    assert "The minutes of that meeting are agreed" in told
    assert not Decision.objects.exists()


def test_what_is_edited_while_its_body_confirms_it_is_not_confirmed_unread(
    cast: Cast, at: Board
) -> None:
    one = made(cast, at, item_of(at, seats(at, "First", "Second")[0]))
    assert one.state == "provisional"
    read = str(version(one))
    changed = Decision.objects.get(pk=one.pk)
    changed.outcome = "Twice as much"
    told = second_waits(
        lambda: save_decision(by=cast.bradford_editor, decision=changed),
        lambda: confirm(by=cast.administrator, decision=one, confirms=True, read=read),
    )
    assert told == MOVED_ON
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("provisional", "Twice as much")
