"""A board that ended meets and decides no more; what it did stays, and can still be added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from governance.decision.actions import save_decision
from governance.meeting import actions
from governance.models import Board, BoardMeeting, Decision, Power
from partnerships.models import Organisation
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
END = dt.date(2026, 9, 30)
BEFORE, AFTER = dt.date(2026, 9, 21), dt.date(2026, 10, 12)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(b.NOW, tick=True):
        yield


@pytest.fixture
def over(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", end=END)


def by_its_body(cast: Cast) -> Board:
    made = board(cast.bradford, visibility="public")
    Organisation.objects.filter(pk=made.organisation_id).update(ended_on=END)
    return Board.objects.get(pk=made.pk)


def decision(at: Board, **fields: Any) -> Decision:
    """One that is made before the end, unless said; not saved."""
    said = {"state": "made", "outcome": "Agreed", "decided_on": BEFORE, **fields}
    return Decision(board=at, title="Pay", **said)


def saved(cast: Cast, one: Decision) -> Decision:
    return save_decision(by=cast.bradford_editor, decision=one)


SAID = "Family board ended on 30 September 2026, so it can’t meet after that"


def test_it_takes_no_meeting_after_its_end_and_says_why(cast: Cast, over: Board) -> None:
    client, address = signed_in(cast.bradford_editor), f"{over.get_absolute_url()}meetings/add/"
    day = {"on_day": "12", "on_month": "10", "on_year": "2026"}
    refused = client.post(address, filled(client, address, where="County Hall", **day))
    assert SAID in text_of(refused)
    assert values(refused.content.decode())["where"] == "County Hall"
    assert not BoardMeeting.objects.exists()
    # What it did in its time is still written down
    client.post(address, filled(client, address, **{**day, "on_month": "9"}))
    assert BoardMeeting.objects.get().on == dt.date(2026, 9, 12)


def test_no_meeting_of_it_is_moved_behind_its_end(cast: Cast, over: Board) -> None:
    meeting = b.held(over, cast.bradford_editor, BEFORE)
    meeting.where = "Town hall"
    actions.change_meeting(by=cast.bradford_editor, meeting=meeting)
    meeting.on = AFTER
    with pytest.raises(ValidationError, match="ended on 30 September 2026"):
        actions.change_meeting(by=cast.bradford_editor, meeting=meeting)


def test_it_ends_with_the_body_that_it_is(cast: Cast) -> None:
    made = by_its_body(cast)
    with pytest.raises(ValidationError, match="ended on 30 September 2026"):
        b.meeting(made, cast.bradford_editor, AFTER)
    assert b.meeting(made, cast.bradford_editor, END).number == 1


def test_of_what_is_known_to_end_in_a_month_its_last_day_counts(cast: Cast) -> None:
    made = board(cast.bradford, visibility="public", end=END, end_precision="month")
    with pytest.raises(ValidationError, match="ended in September 2026"):
        b.meeting(made, cast.bradford_editor, AFTER)
    last = {"end": dt.date(2026, 12, 31), "end_precision": "year"}
    year = board(cast.bradford, "Other", visibility="public", **last)
    assert b.meeting(year, cast.bradford_editor, AFTER).number == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decided_on": AFTER}, "decided_on"),
        ({"state": "due", "outcome": "", "decided_on": None, "due": AFTER}, "due"),
        ({"state": "due", "outcome": "", "decided_on": None}, "state"),
    ],
)
def test_it_decides_nothing_after_its_end(
    cast: Cast, over: Board, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        saved(cast, decision(over, **fields))
    assert refused.value.message_dict == {
        field: ["Family board ended on 30 September 2026, so it can’t decide after that"]
    }


def test_its_history_stays_and_is_kept_right(cast: Cast, over: Board) -> None:
    one = saved(cast, decision(over))
    assert one.number == 1
    Board.objects.update(end=dt.date(2026, 1, 31))
    one.came_of_it = "Two nurses came"
    saved(cast, one)
    waits = Decision.objects.create(board=over, number=9, slug="waits", title="W", state="due")
    waits.state = "dropped"
    saved(cast, waits)
    assert "Two nurses came" in text_of(signed_in(cast.bradford_editor).get(one.get_absolute_url()))


def test_its_page_offers_no_meeting(cast: Cast, over: Board) -> None:
    page = text_of(signed_in(cast.bradford_editor).get(over.get_absolute_url()))
    assert "Family board ended on 30 September 2026." in page
    assert "Plan a meeting" not in page
    listed = signed_in(cast.bradford_editor).get(f"{over.get_absolute_url()}meetings/")
    assert "Add a meeting" not in text_of(listed)


def test_a_meeting_planned_behind_its_end_is_to_be_called_off(cast: Cast) -> None:
    """No page calls it the next one, and nobody can be called to it."""
    keeper = cast.bradford_editor
    made = board(cast.bradford, visibility="public")
    late = b.meeting(made, keeper, dt.date(2026, 12, 15), visibility="public")
    said = "15 December"
    assert said in text_of(signed_in(keeper).get(made.get_absolute_url()))
    Board.objects.filter(pk=made.pk).update(end=END)
    page = text_of(signed_in(keeper).get(made.get_absolute_url()))
    assert "Call off the meeting of 15 December 2026 Family board ended on 30" in page
    assert "Next:" not in page
    assert "Call the meeting" not in page
    assert said not in text_of(Client().get(made.get_absolute_url()))
    with pytest.raises(ValidationError, match="Call this meeting off"):
        actions.call(by=keeper, meeting=late)
    work = text_of(signed_in(keeper).get("/"))
    assert "Call the meeting of" not in work
    actions.call_off(by=keeper, meeting=late, because="The board ended")
    assert "Call off the meeting" not in text_of(signed_in(keeper).get(made.get_absolute_url()))


@pytest.mark.parametrize(
    ("power", "said"),
    [
        ({"valid_to": BEFORE}, "That power ended on 20 September 2026"),
        ({"valid_from": AFTER}, "That power holds only from 12 October 2026 on"),
        ({"extent": "ambition"}, "That power is only hoped for so far"),
        ({"planned_for": AFTER}, "That power is only planned so far"),
        ({"claim": "claimed"}, "Council hasn’t confirmed that power yet"),
        ({"claim": "refused"}, "Council says that it didn’t give that power"),
        ({"claim": "earlier"}, ""),
        ({"valid_from": BEFORE, "valid_to": AFTER}, ""),
        ({"valid_from": BEFORE, "planned_for": BEFORE}, ""),
        ({}, ""),
    ],
)
def test_a_power_that_does_not_hold_on_the_day_cannot_be_chosen(
    cast: Cast, power: dict[str, Any], said: str
) -> None:
    at = board(cast.bradford, visibility="public")
    body = builders.organisation("Council")
    under = Power.objects.create(
        board=at,
        function="money",
        part="decides",
        from_body=body,
        **{"claim": "confirmed", **power},
    )
    new = decision(at, power=under)
    if not said:
        assert saved(cast, new).power == under
        return
    with pytest.raises(ValidationError) as refused:
        saved(cast, new)
    assert refused.value.message_dict == {"power": [said]}


def test_what_is_to_come_may_wait_for_a_power_but_not_for_one_that_is_over(cast: Cast) -> None:
    at = board(cast.bradford, visibility="public")
    later = Power.objects.create(board=at, function="money", part="decides", planned_for=AFTER)
    common = {"state": "due", "outcome": "", "decided_on": None}
    assert saved(cast, decision(at, power=later, **common)).power == later
    gone = Power.objects.create(board=at, function="money", part="decides", valid_to=BEFORE)
    with pytest.raises(ValidationError, match="That power ended on 20 September 2026"):
        saved(cast, decision(at, power=gone, **common))


def test_a_power_that_ends_later_leaves_what_was_decided_under_it(cast: Cast) -> None:
    at = board(cast.bradford, visibility="public")
    power = Power.objects.create(board=at, function="money", part="decides")
    one = saved(cast, decision(at, power=power))
    Power.objects.update(valid_to=BEFORE)
    one = Decision.objects.get(pk=one.pk)
    one.came_of_it = "It was built"
    assert saved(cast, one).came_of_it == "It was built"
    one.decided_on = AFTER
    with pytest.raises(ValidationError, match="That power ended"):
        saved(cast, one)


def test_powers_are_told_apart_where_one_took_the_place_of_another(cast: Cast) -> None:
    at = board(cast.bradford, visibility="public")
    common = {"board": at, "function": "money", "part": "decides", "words": "the pool"}
    Power.objects.create(**common, valid_to=dt.date(2026, 4, 1))
    Power.objects.create(**common, valid_from=dt.date(2026, 4, 1), from_body=cast.council)
    address = f"/decisions/add/?board={at.slug}"
    page = text_of(signed_in(cast.bradford_editor).get(address))
    assert "Decides: the pool, to 31 March 2026, ended" in page
    assert "Decides: the pool, from 1 April 2026, to be confirmed" in page
