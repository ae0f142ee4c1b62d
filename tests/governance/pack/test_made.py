"""What stands in a pack, for whom: no more than its maker and everybody who gets it both see."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from funding.models import Pool, PoolContribution, PoolPlace, PoolYear
from governance.models import AgendaItem, Board, Decision, Pack, Power
from governance.pack.making import digest_of
from pilots.models import Actual
from records.subjects import registered
from registry.packed import PackSection
from tests import asked, builders, coursed
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.board_page.made import action
from tests.governance.decision.sweep import decision
from tests.governance.dispute.sweep import dispute
from tests.governance.health_check.sweep import closed_round, partnership
from tests.governance.pack.packed import (
    MEMBERS,
    NETWORK,
    PUBLIC,
    body,
    issued,
    make,
    meeting,
    words,
)

pytestmark = pytest.mark.django_db
SOON, BEFORE = dt.date(2027, 1, 31), dt.date(2026, 10, 12)
Kind = Callable[[Any, str, str], None]


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def pool(cast: Cast, level: str, name: str) -> None:
    made = Pool.objects.create(name=name, visibility=level, host=cast.council)
    PoolPlace.objects.create(pool=made, place=cast.bradford)
    PoolYear.objects.create(pool=made, year=2026, budget=100, spent=112)
    PoolContribution.objects.create(pool=made, organisation=cast.council, year=2026, agreed_low=60)


def ending(cast: Cast, level: str, name: str) -> None:
    builders.flow(cast.bradford, 700, description=name, end=SOON, visibility=level)


def risk(cast: Cast, level: str, name: str) -> None:
    pilot = builders.pilot(cast.bradford, f"Pilot of {name}", visibility=level)
    coursed.risk(pilot, name, likelihood=3, effect=3)


def figure(cast: Cast, level: str, name: str) -> None:
    pilot = builders.pilot(cast.bradford, f"Pilot of {name}", visibility=level)
    builders.actual(builders.indicator(pilot, name, target_low=80), 41)


def barrier(cast: Cast, level: str, name: str) -> None:
    builders.barrier(cast.bradford, name, visibility=level)


def escalation(cast: Cast, level: str, name: str) -> None:
    asked.ask(builders.barrier(cast.bradford, name, visibility=level), builders.organisation(name))


def due(cast: Cast, level: str, name: str) -> None:
    decision(Board.objects.get(), title=name, state="due", due=BEFORE, visibility=level)


def decided(cast: Cast, level: str, name: str) -> None:
    days = {"decided_on": dt.date(2026, 11, 1), "outcome": "Yes", "public_words": name}
    decision(Board.objects.get(), title=name, visibility=level, **days)


def disputed(cast: Cast, level: str, name: str) -> None:
    dispute(Board.objects.get(), cast.council, title=name, visibility=level)


def health(cast: Cast, level: str, name: str) -> None:
    shown_to = "signed_in" if level == "network" else level
    closed_round(partnership(cast.bradford, name), cast.council, shown_to=shown_to)


KINDS: dict[str, tuple[Kind, str, str]] = {
    # What makes one, the narrowest level that everyone signed in does not read, its section
    "pool": (pool, "team", "Pooled funds"),
    "ending": (ending, "team", "Money that ends within six months"),
    "risk": (risk, "team", "Risks rated high"),
    "figure": (figure, "team", "Planned and actual"),
    "barrier": (barrier, "team", "Barriers and escalations"),
    "escalation": (escalation, "team", "Barriers and escalations"),
    "due": (due, "place", "Decisions to take"),
    "decided": (decided, "place", "Decided lately"),
    "dispute": (disputed, "place", "Disputes"),
    "health": (health, "partners", "Health checks"),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_subject_tells_what_both_see_and_counts_the_rest_for_the_keepers(
    made: Board, cast: Cast, name: str
) -> None:
    kind, narrow, title = KINDS[name]
    kind(cast, "network", "What both read")
    before = make(cast.bradford_editor, meeting(made, cast.bradford_editor), NETWORK)
    assert "What both read" in words(before)
    assert {"kind": "heading", "text": title} in before.content
    kind(cast, narrow, "Hidden from readers")
    after = make(cast.bradford_editor, before.meeting, NETWORK)
    assert "Hidden from readers" not in words(after)
    assert after.left_out > before.left_out
    # Nothing of it: no count, no gap
    assert after.digest == before.digest


@pytest.mark.parametrize("name", KINDS)
def test_what_its_maker_does_not_see_is_not_passed_on(made: Board, cast: Cast, name: str) -> None:
    """A member of the board reads all its decisions; a lead of another programme does not."""
    kind, narrow, _ = KINDS[name]
    kind(cast, narrow, "Seen by members alone")
    of = meeting(made, cast.bradford_editor)
    told = make(cast.outsider, of, MEMBERS)
    assert "Seen by members alone" not in words(told)
    assert told.left_out == 0


def test_every_section_is_tried() -> None:
    own = {"agenda", "powers", "actions", "minutes"}
    own |= {"agreements"}  # which everybody signed in reads; in the folder of their own
    titles = {title for _, _, title in KINDS.values()}
    assert {one.title for one in registered(PackSection) if one.key not in own} == titles


def test_a_hidden_figure_is_in_no_pack(made: Board, cast: Cast) -> None:
    """One that waits to be accepted is read by its place; the figure before it by everybody."""
    pilot = builders.pilot(cast.bradford, "Warm homes")
    of = builders.indicator(pilot, "Homes improved", target_low=80)
    builders.actual(of, 40_118)  # in no address of a record, as small numbers are
    seen = make(cast.bradford_editor, meeting(made, cast.bradford_editor), NETWORK)
    builders.actual(of, 90_817, as_of=dt.date(2026, 11, 1), waits=True)
    # What replaces the one before for its place replaces nothing for others
    builders.actual(of, 43, waits=True, replaces=Actual.objects.get(value_low=40_118))
    after = make(cast.bradford_editor, seen.meeting, NETWORK)
    assert "40,118" in words(after)
    assert "90,817" not in words(after)
    assert after.digest == seen.digest
    assert after.left_out == seen.left_out + 2


def test_of_a_private_item_others_read_why_alone(made: Board, cast: Cast) -> None:
    of = meeting(made, cast.bradford_editor, "Warm homes", visibility="public")
    b.item(of, made, "A staff matter", is_private=True, private_because="It is about staff")
    members, public = make(cast.bradford_editor, of, MEMBERS, PUBLIC)
    assert "A staff matter" in words(members)
    assert "A staff matter" not in words(public)
    assert "Private: It is about staff" in words(public)
    assert public.left_out > members.left_out == 0


def test_an_agenda_that_was_not_called_is_in_the_pack_of_members_alone(
    made: Board, cast: Cast
) -> None:
    of = b.meeting(made, cast.bradford_editor, dt.date(2026, 12, 15), visibility="public")
    b.item(of, made, "Warm homes")
    members, public = make(cast.bradford_editor, of, MEMBERS, PUBLIC)
    assert "Warm homes" in words(members)
    assert "Warm homes" not in words(public)


def test_two_bodies_share_what_is_common_byte_for_byte(made: Board, cast: Cast) -> None:
    """Also where one of them alone sees a barrier: that stands in its own part."""
    icb, other = builders.organisation("Care Board", "nhs"), builders.organisation("Police")
    asked.ask(builders.barrier(cast.bradford, "Shared data", visibility="place"), icb)
    of = meeting(made, cast.bradford_editor, "Warm homes", visibility="network")
    first, second = make(cast.bradford_editor, of, body(icb), body(other))
    assert first.content[0] == second.content[0] == {"kind": "heading", "text": "For you"}
    assert "Shared data" in words(first)
    assert "Shared data" not in words(second)
    own = len(first.content) - (len(second.content) - 2)
    assert json.dumps(first.content[own:]) == json.dumps(second.content[2:])
    assert second.content[1]["text"] == "Nothing here waits for you by name."
    assert first.as_at == second.as_at


def test_a_body_reads_first_what_is_its_own(made: Board, cast: Cast) -> None:
    power = Power.objects.create(
        board=made,
        function="money",
        part="decides",
        from_body=cast.council,
        limit_low=200_000,
        claim="confirmed",
    )
    for number, cost in enumerate((90_000, 50_000, None), 1):
        days = {"decided_on": dt.date(2026, 6, number), "outcome": "Yes"}
        decision(made, title=f"Grant {number}", power=power, amount_low=cost, **days)
    waits = {"state": "provisional", "confirm_by": cast.council, "outcome": "Yes"}
    decision(made, title="Above the limit", decided_on=dt.date(2026, 7, 1), **waits)
    pool(cast, "network", "Better Care Fund")
    head = builders.post("Head of housing", cast.council)
    sent = b.minuted(made, cast.bradford_editor, BEFORE, visibility="network")
    action(sent, "Write to landlords", 9, head)
    of = meeting(made, cast.bradford_editor, visibility="network")
    told = make(cast.bradford_editor, of, body(cast.council))
    ends = next(n for n, one in enumerate(told.content) if n and one["kind"] == "heading")
    own = json.dumps(told.content[:ends], ensure_ascii=False)
    for said in (
        "£140,000 in 2 decisions; 1 more of unknown amount",
        "Up to £200,000 a time",
        "Above the limit",
        "Better Care Fund",
        "£60 agreed, paid: not known",
        "£12 over",
        "Write to landlords",
    ):
        assert said in own, said


def test_who_is_no_party_reads_nothing_that_a_body_was_asked(made: Board, cast: Cast) -> None:
    asked.ask(builders.barrier(cast.bradford, "Shared data", visibility="place"), cast.council)
    of = meeting(made, cast.bradford_editor, visibility="network")
    told = make(cast.bradford_editor, of, body(builders.organisation("Police")))
    assert "Shared data" not in words(told)


def test_its_digest_tells_of_its_content(made: Board, cast: Cast) -> None:
    told = issued(cast.bradford_editor, meeting(made, cast.bradford_editor, "Warm homes"))
    again = Pack.objects.get(pk=told.pk)
    assert again.digest == digest_of(again.content)
    assert again.digest != digest_of([*again.content, {}])


def test_minutes_of_last_time_and_what_was_carried_are_told(made: Board, cast: Cast) -> None:
    last = b.called(made, cast.bradford_editor, BEFORE)
    AgendaItem.objects.filter(meeting=last).update(minutes="We agreed to wait.", state="done")
    type(last).objects.filter(pk=last.pk).update(state="minuted")
    told = make(cast.bradford_editor, meeting(made, cast.bradford_editor), NETWORK)
    assert "We agreed to wait." in words(told)
    assert "Monday 12 October 2026" in words(told)
    assert not Decision.objects.exists()


def test_what_an_item_is_about_is_told_where_its_maker_sees_it_too(made: Board, cast: Cast) -> None:
    earlier = b.called(made, cast.bradford_editor, BEFORE, visibility="place")
    of = meeting(made, cast.bradford_editor)
    b.item(of, made, "What was left open", subject=earlier)
    assert "About: 12 October 2026" in words(make(cast.bradford_editor, of, MEMBERS))
    assert "About" not in words(make(cast.outsider, of, MEMBERS))


def test_a_dispute_is_told_to_its_party_first_and_to_no_other_body(made: Board, cast: Cast) -> None:
    dispute(made, cast.council, title="Who pays for transport")
    of = meeting(made, cast.bradford_editor)
    other = builders.organisation("Warm Homes Trust", "voluntary")
    party, stranger = make(cast.bradford_editor, of, body(cast.council), body(other))
    assert "Disputes that you are in" in words(party)
    assert "Who pays for transport" in words(party)
    assert "Who pays for transport" not in words(stranger)
