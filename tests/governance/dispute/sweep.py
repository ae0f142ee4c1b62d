"""Disputes at boards: who reads them, who writes them down, and what they hide."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.board.permissions import can_keep_board
from governance.models import Board, Dispute, DisputeParty, DisputeStep, Seat
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import BY_LEVEL

DAY = dt.date(2026, 9, 1)
BOARD = "Disputing board"
KEEPS = readers.KEEPERS | {"pfpp_lead"}
FAMILIES = {
    "dispute": Family(BY_LEVEL, by_number),
    "dispute_step": Family(BY_LEVEL, lambda step: [step.dispute_id, step.pk]),
}

ROWS = [
    Row("disputes", public=True),
    Row("disputes", public=True, query="?q=cost&state=open&place=bradford", page=False),
    Row("disputes", public=True, query="?format=csv", page=False),
    Row("dispute", "dispute", public=True),
    Row("dispute_add", "board", permission=KEEPS),
    post("dispute_add", "board", permission=KEEPS),
    Row("dispute_edit", "dispute", permission=KEEPS),
    post("dispute_edit", "dispute", permission=KEEPS),
    Row("dispute_history", "dispute"),
    Row("dispute_take_back", "dispute", permission=KEEPS),
    post("dispute_take_back", "dispute", permission=KEEPS),
    Row("dispute_step_add", "dispute", permission=KEEPS),
    post("dispute_step_add", "dispute", permission=KEEPS),
    Row("dispute_step_edit", "dispute_step", permission=KEEPS),
    post("dispute_step_edit", "dispute_step", permission=KEEPS),
]


def dispute(
    board_of: Board, *bodies: Any, title: str = "Who pays for transport", **fields: Any
) -> Dispute:
    """One that goes on, between these bodies; over, where it is public."""
    over: dict[str, Any] = {}
    if fields.get("visibility") == "public":
        over = {"state": "settled", "ended_on": dt.date(2026, 10, 1), "outcome": "Both pay half"}
    made = Dispute.objects.create(
        **{"board": board_of, "title": title, "opened_on": DAY, **over, **fields}
    )
    for body in bodies:
        DisputeParty.objects.create(dispute=made, organisation=body)
    return made


def _with_step(at: Board, *bodies: Any, hides: bool = False, **fields: Any) -> dict[str, Any]:
    named = said if hides else lambda *names: {}
    made = dispute(at, *bodies, **{**fields, **named("title", "about")})
    if hides:
        Dispute.objects.filter(pk=made.pk).update(state="settled", **named("outcome"))
    step = DisputeStep.objects.create(
        dispute=made,
        kind="chair",
        begun_on=DAY,
        answer_by=dt.date(2026, 9, 15),
        **named("words", "outcome"),
    )
    return {"dispute": made, "dispute_step": step}


def at_level(at: Level) -> dict[str, Any]:
    """One at a board of Bradford."""
    level = at.level if at.level in ("network", "public") else "place"
    common = {**at.common, "visibility": "public" if level == "public" else "network"}
    of = board(at.cast.bradford, f"Disputing {at.level}", **common)
    return _with_step(of, at.cast.council, visibility=level, created_by=at.cast.author)


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of Bradford that is over; a board of Luton has none."""
    of = board(seen.cast.bradford, BOARD, **seen.at_bradford.at("public"))
    Seat.objects.create(board=of, organisation=seen.cast.council)
    board(seen.cast.luton, f"{BOARD} of Luton", **seen.at_luton.at("public"))
    common = {"visibility": "public", "created_by": seen.cast.author}
    found = _with_step(of, seen.cast.council, seen.agency, **common)
    return {name: [one] for name, one in found.items()}


def hide_at(at: HiddenAt) -> None:
    """One that goes on at a public board, and is hidden."""
    if at.level not in ("network", "place"):
        return
    of = Board.objects.get(organisation__name__startswith=BOARD, place_links__place=at.scope.place)
    if at.level == "place" and can_keep_board(at.seen.reader, of):
        return
    common = {"visibility": at.level, "created_by": at.scope.author}
    for name, one in _with_step(of, at.seen.agency, hides=True, **common).items():
        at.hidden[name].append(one)


def fill(more: More) -> None:
    """One more, at the board of the first, and one more step of that."""
    first = more.seen.first("dispute")
    _with_step(first.board, more.body, visibility="public")
    DisputeStep.objects.create(dispute=first, kind="above", begun_on=DAY)
