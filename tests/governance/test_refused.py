"""What is typed wrongly or happens in between, each with its sentence (those of seats, votes and
limits stand in ``board``, ``decision`` and ``meeting`` as well)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from governance.decision.actions import save_decision
from governance.models import Attendance, Board, Decision, Power, Seat
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 12, 15)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(b.NOW, tick=True):
        yield


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2, accountable_body=cast.council)


def sent(who: Any, address: str, **said: Any) -> Any:
    client = signed_in(who)
    return client.post(address, filled(client, address, **said), follow=True)


def test_terms_that_overlap_are_refused_with_a_sentence_and_what_was_typed_stays(
    cast: Cast, made: Board
) -> None:
    role = builders.post("Head of place", cast.council, visibility="public")
    Seat.objects.create(board=made, organisation=cast.council, post=role, valid_to=LATER)
    address = f"{made.get_absolute_url()}seats/add/"
    typed = {"description": "Somebody", "post": "Head of place", "post_pick": str(role.pk)}
    page = sent(cast.bradford_editor, address, **typed)
    assert "This job role has another seat on this board at the time" in text_of(page)
    assert values(page.content.decode())["description"] == "Somebody"
    assert Seat.objects.count() == 1
    starts = {"valid_from_day": "15", "valid_from_month": "12", "valid_from_year": "2026"}
    sent(cast.bradford_editor, address, **typed, **starts)
    assert Seat.objects.count() == 2


@pytest.mark.parametrize(
    ("instead", "refused"),
    [
        ("Role of Chief", True),
        ("  role of  CHIEF ", True),
        ("Clerk of works", True),
        ("Deputy chief", False),
        ("Role of Head", False),
        ("Zqhidden adviser", False),
    ],
)
def test_nobody_comes_instead_who_sits_there_already(
    cast: Cast, made: Board, instead: str, refused: bool
) -> None:
    """By the words of a job role; one that the reader may not see is not betrayed."""
    seat, member = b.seat(made, cast.council, "Head")
    b.seat(made, builders.organisation("Police", "police"), "Chief")
    Seat.objects.create(board=made, description="A resident", role_words="Clerk of works")
    hidden = builders.post("Zqhidden adviser", cast.council, cast.luton, visibility="team")
    Seat.objects.create(board=made, description="Adviser", post=hidden)
    meeting = b.called(made, cast.bradford_editor, LATER)
    at = meeting.get_absolute_url()
    page = sent(member, f"{at}coming/", state="coming", for_them=instead)
    assert ("sits there already. Name another job role" in text_of(page)) == refused
    if refused:
        assert values(page.content.decode())["for_them"].split() == instead.split()
    assert Attendance.objects.exists() != refused
    Attendance.objects.all().delete()
    key = f"seat{seat.pk}"
    noted = {f"{key}_state": "coming", f"{key}_for_them": instead}
    page = sent(cast.bradford_editor, f"{at}attendance/", **noted)
    assert ("sits there already, by another seat" in text_of(page)) == refused
    assert Attendance.objects.exists() != refused


def test_once_too_few_are_left_what_follows_is_provisional(cast: Cast, made: Board) -> None:
    """Quorum lost in mid-meeting: the items before stay decided."""
    keeper = cast.bradford_editor
    one, two = (Seat.objects.create(board=made, description=name) for name in ("One", "Two"))
    meeting = b.held(made, keeper)
    first = b.item(meeting, made, "First", kind="decide", position=10)
    second = b.item(meeting, made, "Second", kind="decide", position=11)
    b.here(meeting, one)
    b.here(meeting, two, until_item=first)
    found = [
        save_decision(
            by=keeper,
            decision=Decision(
                board=made, title=str(item), state="made", outcome="Yes", decided_on=b.TODAY
            ),
            item=item,
        )
        for item in (first, second)
    ]
    assert [(one.state, one.quorum_met) for one in found] == [
        ("made", True),
        ("provisional", False),
    ]
    page = text_of(signed_in(keeper).get(found[1].get_absolute_url()))
    assert f"It’s provisional until {cast.council} confirms it." in page
    # Where only the meeting is known, those count who stayed until its end
    alone = save_decision(
        by=keeper,
        decision=Decision(
            board=made,
            title="Third",
            state="made",
            outcome="Yes",
            decided_on=b.TODAY,
            meeting=meeting,
        ),
    )
    assert (alone.state, alone.quorum_words) == (
        "provisional",
        "1 of 2 seats there; the quorum is 2",
    )


@pytest.mark.parametrize(
    ("above", "typed", "said"),
    [
        ([{"limit_low": 100}], ("£150", ""), "itself may decide up to £100 a time"),
        ([{"limit_low": 100}], ("£90 to £110", ""), "itself may decide up to £100 a time"),
        ([{"year_limit_low": 900}], ("", "£1,000"), "itself may decide up to £900 a year"),
        ([{"limit_low": 100}], ("£100", "£1,000"), ""),
        ([{"limit_low": 100}, {"limit_low": 500}], ("£150", ""), ""),
        ([{"limit_low": 100}, {}], ("£150", ""), ""),
        ([{"limit_low": 100, "function": "plans"}], ("£150", ""), ""),
        ([{"limit_low": 100, "valid_to": dt.date(2026, 1, 1)}], ("£150", ""), ""),
        ([], ("£150", ""), ""),
    ],
)
def test_a_board_delegates_no_more_than_it_may_decide_itself(
    cast: Cast, made: Board, above: list[dict[str, Any]], typed: tuple[str, str], said: str
) -> None:
    parent = board(cast.bradford, "Care board", visibility="public")
    for fields in above:
        Power.objects.create(board=parent, **{"function": "money", "part": "decides", **fields})
    page = sent(
        cast.bradford_editor,
        f"{made.get_absolute_url()}powers/add/",
        function="money",
        part="decides",
        limit=typed[0],
        year_limit=typed[1],
        from_body="Care board",
    )
    assert (said in text_of(page)) if said else made.powers.exists()
    assert made.powers.exists() == (not said)
    if said:
        assert values(page.content.decode())["limit"] == typed[0]
