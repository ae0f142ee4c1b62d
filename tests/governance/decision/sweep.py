"""Decisions of boards: made, to come, and provisional until a body confirms them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.board.permissions import can_keep_board
from governance.models import Board, BoardMeeting, Decision, DecisionVoice, Power, Seat
from partnerships.models import Organisation
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import AHEAD, PAST, Seen, said
from tests.access.table import Family, Row, by_number, by_slug, post
from tests.access.world import Level
from tests.governance.board.sweep import board

ADDS = frozenset(
    {
        *("bradford_editor", "region_editor", "yorkshire_connector", "luton_editor"),
        *("desnz_official", "pfpp_lead", "administrator"),
    }
)
DAY = dt.date(2026, 9, 21)
BOARD = "Deciding board"


def decision(of: Board, title: str = "Pay two health visitors", **fields: Any) -> Decision:
    """One that was made on a day, unless said."""
    number = of.decisions.count() + 1
    made = {"state": "made", "decided_on": DAY, "outcome": "Agreed", "public_words": "Agreed"}
    if fields.get("state") in ("due", "put_off", "dropped"):
        made = {}
    return Decision.objects.create(
        **{
            "board": of,
            "number": number,
            "slug": f"decision-{of.pk}-{number}",
            "title": title,
            **made,
            **fields,
        }
    )


# The narrowest level is read by who works at the places of its board, and by who keeps the board
NARROW = readers.PLACE | {"pfpp_lead"}
BY_LEVEL = {
    level: {"network": readers.NETWORK, "public": readers.PUBLIC}.get(level, NARROW)
    for level in readers.BY_LEVEL
}
FAMILIES = {
    "decision": Family(BY_LEVEL, by_slug),
    "decision_to_confirm": Family(
        {level: who | {"desnz_official"} for level, who in BY_LEVEL.items()}, by_slug
    ),
    "decision_voice": Family(BY_LEVEL, by_number),
}
KEEPS = readers.KEEPERS | {"pfpp_lead", "administrator"}
CONFIRMS = frozenset({"desnz_official"})

ROWS = [
    Row("decisions", public=True),
    Row("decisions", public=True, query="?state=to_come&place=bradford&kind=place_board"),
    Row("decisions", public=True, query="?format=csv", page=False),
    Row("decision", "decision", public=True),
    Row("decision_add", permission=ADDS),
    post("decision_add", permission=ADDS),
    Row("decision_edit", "decision", permission=KEEPS),
    post("decision_edit", "decision", permission=KEEPS),
    Row("decision_confirm", "decision_to_confirm", permission=CONFIRMS),
    post("decision_confirm", "decision_to_confirm", permission=CONFIRMS),
    Row("decision_history", "decision", public=True),
    Row("decision_take_back", "decision", permission=KEEPS),
    post("decision_take_back", "decision", permission=KEEPS),
    Row("decision_voice_add", "decision", permission=KEEPS),
    post("decision_voice_add", "decision", permission=KEEPS),
    Row("decision_voice_edit", "decision_voice", permission=KEEPS),
    post("decision_voice_edit", "decision_voice", permission=KEEPS),
]


def _board(at: Any, name: str, body: Any, **fields: Any) -> Board:
    """One with a power and a seat."""
    made = board(at, name, **fields)
    Power.objects.create(board=made, function="money", part="decides", year_limit_low=900)
    Seat.objects.create(board=made, organisation=body)
    return made


def _all_of(at: Board, body: Any, *, hides: bool = False, **fields: Any) -> dict[str, Any]:
    """One that was made, with a voice; one that is to come; one that waits to be confirmed."""
    named = said if hides else lambda *names: {}
    made = decision(
        at,
        power=at.powers.order_by("id")[0],
        amount_low=700,
        review_on=AHEAD,
        options=list(named("one").values()),
        **{
            **fields,
            **named("title", "why_now", "outcome", "public_words", "came_of_it"),
            **named("level_because", "beyond_because", "limit_words", "quorum_words"),
        },
    )
    titled = {**fields, **named("title")}
    decision(at, **{"title": "To come", **titled, "state": "due", "due": AHEAD})
    waits = {"state": "provisional", "confirm_by": body}
    return {
        "decision": made,
        "decision_to_confirm": decision(at, **{"title": "Waits", **titled, **waits}),
        "decision_voice": DecisionVoice.objects.create(
            decision=made, seat=at.seats.order_by("id")[0], voice="against", **named("words")
        ),
    }


def at_level(at: Level) -> dict[str, Any]:
    """Those of a board of Bradford; the energy department must confirm the one that waits."""
    level = at.level if at.level in ("network", "public") else "place"
    open_to = "public" if level == "public" else "network"
    desnz = Organisation.objects.get(slug__startswith="department-for-energy")
    common = {**at.common, "visibility": open_to}
    of = _board(at.cast.bradford, f"Deciding {at.level}", desnz, **common)
    return _all_of(of, desnz, visibility=level, created_by=at.cast.author)


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Those of a board of Bradford, with the meeting at which one was made; one more board, of
    Luton, decided nothing that the reader sees."""
    council = seen.cast.council
    of = _board(seen.cast.bradford, BOARD, council, **seen.at_bradford.at("public"))
    _board(seen.cast.luton, f"{BOARD} of Luton", council, **seen.at_luton.at("public"))
    meeting = BoardMeeting.objects.create(board=of, number=1, on=PAST, visibility="public")
    desnz = Organisation.objects.get(slug__startswith="department-for-energy")
    found = _all_of(
        of,
        desnz,
        visibility="public",
        created_by=seen.cast.author,
        accountable_body=seen.cast.council,
        meeting=meeting,
        source=seen.source,
    )
    return {name: [one] for name, one in found.items()}


def hide_at(at: HiddenAt) -> None:
    """Those of the public board that the reader does not see, and of one of their place."""
    if at.level not in ("network", "place"):
        return
    of = Board.objects.get(organisation__name__startswith=BOARD, place_links__place=at.scope.place)
    if at.level == "place" and can_keep_board(at.seen.reader, of):
        return
    common = {"visibility": at.level, "created_by": at.scope.author}
    found = _all_of(of, at.seen.agency, hides=True, source=at.seen.source, **common)
    for name, one in found.items():
        at.hidden[name].append(one)


def fill(more: More) -> None:
    """One more of each, of the board of the first."""
    first = more.seen.first("decision")
    _all_of(first.board, more.body, accountable_body=more.body, meeting=first.meeting, **OPEN)
