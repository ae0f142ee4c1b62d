"""What is suggested for an agenda, and what is left out: of each kind that subjects declare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from funding.models import Pool, PoolPlace, PoolYear
from governance.meeting import actions
from governance.meeting.drafting import suggestions, take_up
from governance.meeting.item_actions import carry, close, take_off
from governance.models import AgendaItem, Board, BoardMeeting, Decision, Power
from partnerships.models import Place
from pilots.models import Pilot
from records.subjects import registered
from registry.agenda import OnAgenda
from tests import asked, builders, coursed
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
LATE, SOON, FAR = (dt.date(2026, 10, 1), dt.date(2027, 1, 31), dt.date(2028, 1, 31))
BEFORE, NEXT = dt.date(2026, 10, 12), dt.date(2026, 12, 15)
Kind = Callable[..., Any]


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def escalation(at: Place, level: str, closed: bool, name: str) -> Any:
    status = "closed_unresolved" if closed else "open"
    barrier = builders.barrier(at, name, visibility=level, status=status)
    body = builders.organisation(f"Body of {name}")
    return asked.ask(barrier, body, sent_on=LATE, acknowledge_by=LATE, answer_by=LATE)


def answered(at: Place, level: str, closed: bool, name: str) -> Any:
    """Answered since the board met; ``closed``: it was answered long before."""
    on = dt.date(2026, 1, 5) if closed else dt.date(2026, 11, 1)
    barrier = builders.barrier(at, name, visibility=level)
    body = builders.organisation(f"Body of {name}")
    return asked.ask(barrier, body, state="answered", ended_on=on, sent_on=dt.date(2026, 1, 1))


def risk(at: Place, level: str, closed: bool, name: str) -> Any:
    pilot = builders.pilot(at, f"Pilot of {name}", visibility=level)
    said = {"state": "closed", "state_said": "Over"} if closed else {}
    return coursed.risk(pilot, name, likelihood=3, effect=3, **said)


def ended_risk(at: Place, level: str, closed: bool, name: str) -> Any:
    status = "closed" if closed else "live"
    pilot = builders.pilot(at, f"Pilot of {name}", visibility=level, status=status)
    return coursed.risk(pilot, name, likelihood=3, effect=3)


def late_update(at: Place, level: str, closed: bool, name: str) -> Any:
    due = None if closed else LATE
    return builders.pilot(at, name, visibility=level, rhythm=3, update_due=due)


def money(at: Place, level: str, closed: bool, name: str) -> Any:
    end = LATE if closed else SOON
    return builders.flow(at, 900, visibility=level, end=end, description=name)


def pool(at: Place, level: str, closed: bool, name: str) -> Any:
    """``closed``: its latest year was as planned."""
    found = Pool.objects.create(name=name, visibility=level)
    PoolPlace.objects.create(pool=found, place=at)
    PoolYear.objects.create(pool=found, year=2025, budget=700, spent=800)
    PoolYear.objects.create(pool=found, year=2026, budget=700, spent=700 if closed else 800)
    return found


KINDS: dict[str, tuple[Kind, str]] = {
    "escalation": (escalation, "escalation"),
    "answered": (answered, "escalation"),
    "risk": (risk, "risk"),
    "ended_risk": (ended_risk, "risk"),
    "update": (late_update, "update"),
    "ending": (money, "ending"),
    "pool": (pool, "pool"),
}


def keys(who: Any, at: BoardMeeting, kind: str = "") -> list[str]:
    """The keys of what is suggested, of one kind."""
    found = [one.key for _, rows in suggestions(who, at) for one in rows]
    return [key for key in found if key.startswith(f"{kind}-")]


def drafted(made: Board, keeper: Any, level: str = "network") -> BoardMeeting:
    b.held(made, keeper, BEFORE, visibility=level)
    return b.meeting(made, keeper, NEXT, visibility=level)


def test_every_kind_that_is_declared_is_tried_here() -> None:
    own = {"welcome", "minutes", "actions", "item", "decision", "power", "business"}
    own |= {"agreement", "dispute", "health"}  # in the folders of their own
    assert {one.key for one in registered(OnAgenda)} == own | {key for _, key in KINDS.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_open_at_the_place_of_the_board_is_suggested_and_nothing_else(
    cast: Cast, made: Board, kind: str
) -> None:
    keeper, (build, key) = cast.bradford_editor, KINDS[kind]
    at = drafted(made, keeper)
    build(cast.luton, "public", False, "Elsewhere")
    build(cast.bradford, "public", True, "Closed")
    # The drafter reads this one, and who reads the meeting does not
    build(cast.bradford, "place", False, "Narrow")
    assert keys(keeper, at, key) == []
    build(cast.bradford, "network", False, "Here")
    assert len(keys(keeper, at, key)) == 1


@pytest.mark.parametrize("kind", ["escalation", "answered", "risk", "ended_risk", "update"])
def test_what_only_people_who_sign_in_read_stands_on_no_public_agenda(
    cast: Cast, made: Board, kind: str
) -> None:
    build, key = KINDS[kind]
    build(cast.bradford, "public", False, "Of everybody")
    assert keys(cast.bradford_editor, drafted(made, cast.bradford_editor, "public"), key) == []


@pytest.mark.parametrize("kind", ["ending", "pool"])
def test_a_public_agenda_tells_what_the_public_reads(cast: Cast, made: Board, kind: str) -> None:
    build, key = KINDS[kind]
    at = drafted(made, cast.bradford_editor, "public")
    build(cast.bradford, "network", False, "Signed in")
    assert keys(cast.bradford_editor, at, key) == []
    build(cast.bradford, "public", False, "Everybody")
    assert len(keys(cast.bradford_editor, at, key)) == 1


def test_what_the_drafter_may_not_read_is_not_suggested(cast: Cast, made: Board) -> None:
    """A clerk is an officer of the board as a body, and may be from elsewhere."""
    clerk = builders.user("Clerk", ("officer", made.organisation))
    at = drafted(made, clerk)
    for build, key in KINDS.values():
        build(cast.bradford, "team", False, f"Hidden {build.__name__}")
        assert keys(clerk, at, key) == []


@pytest.mark.parametrize("kind", ["escalation", "risk", "update", "pool"])
def test_what_is_on_an_agenda_or_was_taken_off_for_good_is_not_suggested_again(
    cast: Cast, made: Board, kind: str
) -> None:
    keeper, (build, key) = cast.bradford_editor, KINDS[kind]
    build(cast.bradford, "public", False, "Here")
    at = drafted(made, keeper)
    [chosen] = [
        one for _, rows in suggestions(keeper, at) for one in rows if one.key.startswith(key)
    ]
    assert take_up(by=keeper, meeting=at, chosen=[chosen]) == 1
    assert keys(keeper, at, key) == []
    item = AgendaItem.objects.get(drafted_from=chosen.key)
    later = b.meeting(made, keeper, FAR, visibility="network")
    assert keys(keeper, later, key) == []
    take_off(item)
    assert keys(keeper, at, key) == keys(keeper, later, key) == []


def test_what_was_dealt_with_and_goes_on_is_suggested_at_the_next_meeting(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    escalation(cast.bradford, "public", False, "Here")
    first = b.held(made, keeper, BEFORE, visibility="network")
    [key] = keys(keeper, first, "escalation")
    item = b.item(first, made, "Here", drafted_from=key)
    carried = carry(item, by=keeper)
    later = b.meeting(made, keeper, NEXT, visibility="network")
    assert keys(keeper, later, "escalation") == []
    assert keys(keeper, later, "item") == [f"item-{carried.pk}"]
    # It was not carried after all, but done: what goes on is suggested anew
    close(item, "done", by=keeper)
    assert keys(keeper, later, "escalation") == [key]
    assert keys(keeper, later, "item") == []


def test_one_risk_of_a_pilot_on_the_agenda_leaves_the_others_and_its_update(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    first = risk(cast.bradford, "public", False, "Here")
    other = coursed.risk(first.pilot, "There", likelihood=3, effect=3)
    Pilot.objects.filter(pk=first.pilot_id).update(rhythm=3, update_due=LATE)
    at = drafted(made, keeper)
    chosen = [
        one for _, rows in suggestions(keeper, at) for one in rows if one.key == f"risk-{first.pk}"
    ]
    assert take_up(by=keeper, meeting=at, chosen=chosen) == 1
    assert keys(keeper, at, "risk") == [f"risk-{other.pk}"]
    assert keys(keeper, at, "update") == [f"update-{first.pilot_id}"]


def test_a_record_that_somebody_put_on_the_agenda_by_hand_is_not_suggested_too(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    at = drafted(made, keeper)
    due = Decision.objects.create(board=made, number=1, slug="one", title="Pay", state="due")
    assert keys(keeper, at, "decision") == [f"decision-{due.pk}"]
    b.item(at, made, "Pay for nurses", kind="decide", decision=due)
    assert keys(keeper, at, "decision") == []


@pytest.mark.parametrize(
    ("fields", "is_there"),
    [
        ({"state": "due"}, True),
        ({"state": "due", "due": NEXT}, True),
        ({"state": "due", "due": FAR}, False),
        ({"state": "put_off"}, True),
        ({"state": "dropped"}, False),
        ({"state": "due", "visibility": "place"}, True),  # as a private item
    ],
)
def test_decisions_are_suggested_that_are_due_by_the_meeting_after_it(
    cast: Cast, made: Board, fields: dict[str, Any], is_there: bool
) -> None:
    at = drafted(made, cast.bradford_editor)
    one = {"board": made, "number": 1, "slug": "one", "title": "Pay", **fields}
    Decision.objects.create(**one)
    other = board(cast.bradford, "Other board", visibility="public")
    Decision.objects.create(**{**one, "board": other, "slug": "other"})
    assert len(keys(cast.bradford_editor, at, "decision")) == int(is_there)


@pytest.mark.parametrize(
    ("fields", "is_there"),
    [
        ({"valid_to": SOON}, True),
        ({"claim": "claimed"}, True),
        ({"valid_to": LATE}, False),
        ({"valid_to": FAR}, False),
        ({}, False),
    ],
)
def test_powers_are_suggested_that_end_soon_or_wait_to_be_confirmed(
    cast: Cast, made: Board, fields: dict[str, Any], is_there: bool
) -> None:
    at = drafted(made, cast.bradford_editor)
    body = builders.organisation("Council")
    Power.objects.create(
        board=made,
        function="money",
        part="decides",
        from_body=body,
        **{"claim": "confirmed", **fields},
    )
    assert len(keys(cast.bradford_editor, at, "power")) == int(is_there)


def test_a_power_that_its_body_denies_is_not_called_one_to_be_confirmed(
    cast: Cast, made: Board
) -> None:
    at = drafted(made, cast.bradford_editor)
    Power.objects.create(
        board=made,
        function="money",
        part="decides",
        from_body=builders.organisation("Council"),
        claim="refused",
        valid_to=at.on + dt.timedelta(days=30),
    )
    page = text_of(signed_in(cast.bradford_editor).get(f"{at.get_absolute_url()}agenda/"))
    assert "Council says that this isn’t right" in page
    assert "To be confirmed" not in page


def test_minutes_to_agree_do_not_tell_the_day_of_a_meeting_that_others_may_not_see(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    first = b.held(made, keeper, BEFORE, visibility="place")
    actions.send(by=keeper, meeting=first)
    at = b.meeting(made, keeper, NEXT, visibility="public")
    client, address = signed_in(keeper), f"{at.get_absolute_url()}agenda/"
    assert "12 October" not in text_of(client.get(address))
    client.post(address, filled(client, address))
    item = AgendaItem.objects.get(drafted_from=f"minutes-{first.pk}")
    assert (item.title, item.subject) == ("Minutes of an earlier meeting", None)
    BoardMeeting.objects.filter(pk=first.pk).update(visibility="public")
    again = b.meeting(made, keeper, FAR, visibility="public")
    take_off(item)
    AgendaItem.objects.filter(pk=item.pk).update(drafted_from="")
    titles = [one.title for _, rows in suggestions(keeper, again) for one in rows]
    assert "Minutes of 12 October 2026" in titles


def test_a_private_item_that_waits_is_offered_to_who_reads_it_and_stays_private(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    at = drafted(made, keeper, "public")
    why = {"is_private": True, "private_because": "A staff matter"}
    waits = b.item(None, made, "Zqstaff", **why)
    assert keys(keeper, at, "item") == [f"item-{waits.pk}"]
    client, address = signed_in(keeper), f"{at.get_absolute_url()}agenda/"
    assert "Zqstaff (private)" in text_of(client.get(address))
    client.post(address, filled(client, address))
    waits.refresh_from_db()
    assert (waits.meeting, waits.is_private) == (at, True)
    for who in (cast.outsider, cast.administrator):
        assert signed_in(who).get(address).status_code == 403
