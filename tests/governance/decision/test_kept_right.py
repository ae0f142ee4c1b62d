"""A decision stays where and as it was made: no edit makes it whole; its body reads it first."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.decision.actions import confirm, save_decision
from governance.decision.limits import used_of
from governance.decision.models import STANDS
from governance.decision.voting import why_no_voice
from governance.meeting.item_actions import carry
from governance.models import AgendaItem, Board, BoardMeeting, Decision, Interest, Power
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import DAY
from tests.governance.decision.test_made import at, item_of, made, money, seats, version
from tests.pilots.forms import filled, signed_in, text_of

__all__ = ["at"]  # the board of these tests, which pytest finds by its name

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(cast: Cast, at: Board) -> Decision:
    """One that is provisional, for one of two was there."""
    one, _ = seats(at, "First", "Second")
    return made(cast, at, item_of(at, one))


@pytest.mark.parametrize("comes_back", [False, True], ids=["waits", "on-the-next-agenda"])
def test_what_is_carried_stays_provisional_and_where_it_was_made(
    cast: Cast, waits: Decision, comes_back: bool
) -> None:
    first = waits.meeting
    goes_on = carry(waits.items.get(), by=cast.bradford_editor)
    if comes_back:
        later = item_of(waits.board, *waits.board.seats.all())
        AgendaItem.objects.filter(pk=goes_on.pk).update(meeting=later.meeting)
    client, address = signed_in(cast.bradford_editor), f"{waits.get_absolute_url()}edit/"
    client.post(address, filled(client, address, why_now="It can’t wait"))
    waits.refresh_from_db()
    assert waits.why_now == "It can’t wait"
    assert (waits.state, waits.meeting, waits.quorum_met) == ("provisional", first, False)


def test_another_meeting_is_taken_where_it_is_said(cast: Cast, at: Board) -> None:
    found = made(cast, at, item_of(at))
    other = item_of(at).meeting
    found.meeting = other
    save_decision(by=cast.bradford_editor, decision=found)
    found.refresh_from_db()
    assert found.meeting == other


def test_nobody_confirms_words_that_they_did_not_read(cast: Cast, waits: Decision) -> None:
    officer, address = signed_in(cast.desnz_official), f"{waits.get_absolute_url()}confirm/"
    read = {"answer": "yes", "read": version(waits)}
    assert f'name="read" value="{read["read"]}"' in officer.get(address).content.decode()
    waits.outcome = "Agreed, at twice the price"
    save_decision(by=cast.bradford_editor, decision=waits)
    assert "changed after you opened the page" in text_of(officer.post(address, read, follow=True))
    waits.refresh_from_db()
    assert waits.state == "provisional"
    officer.post(address, {"answer": "yes", "read": version(waits)})
    waits.refresh_from_db()
    assert waits.state == "made"


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [("outcome", "Twice as much", "provisional"), ("came_of_it", "Two began in May", "made")],
)
def test_other_words_are_confirmed_again(
    cast: Cast, waits: Decision, name: str, value: Any, state: str
) -> None:
    confirmed = confirm(by=cast.desnz_official, decision=waits, confirms=True)
    setattr(confirmed, name, value)
    save_decision(by=cast.bradford_editor, decision=confirmed)
    waits.refresh_from_db()
    assert (waits.state, waits.confirmed_on is None) == (state, state == "provisional")


def test_an_interest_that_is_over_keeps_nobody_from_their_voice(cast: Cast, at: Board) -> None:
    one, two = seats(at, "First", "Second")
    item = item_of(at, one, two)
    stays_out = Interest.objects.create(
        board=at, seat=one, item=item, about="A contract", handled="leaves"
    )
    found = made(cast, at, item)
    assert "stayed out because of an interest" in why_no_voice(cast.bradford_editor, found, one)
    Interest.objects.filter(pk=stays_out.pk).update(ended_on=DAY)
    assert why_no_voice(cast.bradford_editor, found, one) == ""


@pytest.mark.parametrize(("state", "used"), [("due", 1), ("dropped", 1), ("made", 0)])
def test_a_decision_stands_until_the_one_that_replaces_it_is_made(
    cast: Cast, at: Board, state: str, used: int
) -> None:
    power = money(at)
    first = made(cast, at, power=power, amount_low=1_000)
    said = {"outcome": "No", "decided_on": DAY} if state == "made" else {}
    Decision.objects.create(
        board=at,
        number=9,
        slug="other",
        title="Other",
        supersedes=first,
        state=state,
        **said,
    )
    found = used_of(Decision.objects.all(), [power], DAY)
    assert (power.pk in found) == bool(used)
    assert (first in Decision.objects.filter(STANDS)) == bool(used)
    page = text_of(signed_in(cast.bradford_editor).get(first.get_absolute_url()))
    assert ("Replaced by" in page) == (not used)


@pytest.mark.parametrize("name", ["meeting", "item", "power", "supersedes"])
def test_a_board_decides_at_its_own_meetings_under_its_own_powers(
    cast: Cast, at: Board, name: str
) -> None:
    other = board(cast.bradford, visibility="public", name="Other board")
    theirs: Any = {
        "meeting": lambda: BoardMeeting.objects.create(board=other, number=1, on=DAY),
        "item": lambda: item_of(other),
        "power": lambda: Power.objects.create(board=other, function="money", part="decides"),
        "supersedes": lambda: made(cast, other),
    }[name]()
    with pytest.raises(ValidationError, match="That belongs to another board"):
        made(cast, at, **{name: theirs})


def test_what_is_decided_in_private_is_not_offered_to_everybody(cast: Cast, at: Board) -> None:
    item = item_of(at, title="Zqstaff", is_private=True, private_because="A staff matter")
    BoardMeeting.objects.update(visibility="public")
    number = item.meeting.number if item.meeting else 0
    address = f"/decisions/add/?board={at.slug}&meeting={number}&item={item.pk}"
    said = filled(signed_in(cast.bradford_editor), address)
    assert (said["title"], said["visibility"]) == ("Zqstaff", "place")


def test_a_meeting_of_the_past_is_offered_by_its_day_and_is_not_late(cast: Cast, at: Board) -> None:
    item_of(at, title="Roofs")
    BoardMeeting.objects.update(on=timezone.localdate().replace(year=2025, month=3, day=4))
    page = text_of(signed_in(cast.bradford_editor).get(f"/decisions/add/?board={at.slug}"))
    assert "At no meeting 4 March 2025 " in page
    assert "4 March 2025: Roofs" in page


def test_what_agreed_minutes_say_was_decided_stays(cast: Cast, at: Board) -> None:
    found, later = made(cast, at, item_of(at)), item_of(at).meeting
    agreed = BoardMeeting.objects.filter(decisions=found)
    agreed.update(state="approved", approved_at=later)
    client, address = signed_in(cast.bradford_editor), f"{found.get_absolute_url()}edit/"
    refused = text_of(client.post(address, filled(client, address, outcome="Something else")))
    assert "The minutes of that meeting are agreed" in refused
    with pytest.raises(ValidationError, match="The minutes of that meeting are agreed"):
        made(cast, at, meeting=agreed.get())
    client.post(address, filled(client, address, came_of_it="Two began in May"))
    found.refresh_from_db()
    assert (found.outcome, found.came_of_it) == ("Agreed", "Two began in May")


def test_the_number_of_one_that_was_taken_back_is_not_given_again(cast: Cast, at: Board) -> None:
    first, second = made(cast, at), made(cast, at)
    version_of_board = Board.objects.get(pk=at.pk).version
    address = f"{second.get_absolute_url()}take-back/"
    signed_in(cast.bradford_editor).post(address, {"because": "Typed twice"})
    assert [one.number for one in Decision.objects.all()] == [first.number] == [1]
    assert made(cast, at).number == 3
    # Giving a number is no change of the board that its editors would have to look at
    assert Board.objects.get(pk=at.pk).version == version_of_board


@pytest.mark.parametrize("with_item", [False, True], ids=["meeting-alone", "with-its-item"])
def test_who_does_not_see_its_meeting_or_what_it_replaced_leaves_both(
    cast: Cast, at: Board, with_item: bool
) -> None:
    """An administrator keeps boards, and reads no more of them than everybody who signs in."""
    item = item_of(at, *seats(at, "First", "Second"))
    BoardMeeting.objects.update(visibility="place")
    before = made(cast, at, title="Zqhidden before", visibility="place")
    found = made(cast, at, item if with_item else None, visibility="network")
    Decision.objects.filter(pk=found.pk).update(meeting=item.meeting, supersedes=before)
    client, address = signed_in(cast.administrator), f"{found.get_absolute_url()}edit/"
    page = client.get(address).content.decode()
    assert "Zqhidden" not in page
    assert "At which meeting?" not in page
    client.post(address, filled(client, address, came_of_it="Nurses came", public_words="Yes"))
    found.refresh_from_db()
    assert found.came_of_it == "Nurses came"
    assert (found.meeting, found.supersedes) == (item.meeting, before)
    assert found.items.exists() == with_item
