"""Agreements of boards and partnerships: who reads them, who writes them, who answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.models import Agreement, AgreementParty, Board, Seat
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, PAST, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.governance.board.sweep import BY_LEVEL, board

DAY = dt.date(2026, 9, 1)
BOARD = "Agreeing board"
KEEPERS = readers.KEEPERS | {"administrator"}
KEEPS = KEEPERS | {"pfpp_lead"}
FAMILIES = {
    "agreement": Family(BY_LEVEL, by_number),
    "agreement_party": Family(BY_LEVEL, lambda party: [party.agreement_id, party.pk]),
}

ROWS = [
    Row("agreements", public=True),
    Row("agreements", public=True, query="?q=limit&kind=terms&place=bradford", page=False),
    Row("agreements", public=True, query="?format=csv", page=False),
    Row("agreement", "agreement", public=True),
    Row("board_agreement_add", "board", permission=KEEPS),
    post("board_agreement_add", "board", permission=KEEPS),
    Row("partnership_agreement_add", "partnership", permission=KEEPERS),
    post("partnership_agreement_add", "partnership", permission=KEEPERS),
    Row("agreement_edit", "agreement", permission=KEEPS),
    post("agreement_edit", "agreement", permission=KEEPS),
    Row("agreement_history", "agreement"),
    Row("agreement_take_back", "agreement", permission=KEEPS),
    post("agreement_take_back", "agreement", permission=KEEPS),
    Row("agreement_party_edit", "agreement_party", permission=KEEPS),
    post("agreement_party_edit", "agreement_party", permission=KEEPS),
]


def agreement(of: Any, *bodies: Any, title: str = "Terms of the board", **fields: Any) -> Agreement:
    """One of a board or a partnership that these bodies are asked to sign."""
    key = "board" if isinstance(of, Board) else "partnership"
    made = Agreement.objects.create(**{key: of, "kind": "terms", "title": title, **fields})
    for body in bodies:
        AgreementParty.objects.create(agreement=made, organisation=body)
    return made


def signed(made: Agreement, body: Any, day: dt.date = DAY, **fields: Any) -> AgreementParty:
    """A body that answered on a day: signed it, unless said."""
    answer = {"state": "signed", "answered_on": day, "by_role": "Chief executive", **fields}
    answer.setdefault("claim", "confirmed")
    return AgreementParty.objects.create(agreement=made, organisation=body, **answer)


def _whole(of: Any, body: Any, *, hides: bool = False, **fields: Any) -> dict[str, Any]:
    named = said if hides else lambda *names: {}
    made = agreement(of, **{**fields, **named("title", "text", "values_words", "disputes_words")})
    return {
        "agreement": made,
        "agreement_party": signed(made, body, **named("by_role", "words")),
    }


def at_level(at: Level) -> dict[str, Any]:
    """One of a board of Bradford."""
    level = "public" if at.level == "public" else "network"
    common = {**at.common, "visibility": level}
    of = board(at.cast.bradford, f"Agreeing {at.level}", **common)
    return _whole(of, at.cast.council, visibility=level, created_by=at.cast.author)


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of Bradford, which the council signed; a board of Luton has none."""
    of = board(seen.cast.bradford, BOARD, **seen.at_bradford.at("public"))
    Seat.objects.create(board=of, organisation=seen.cast.council)
    board(seen.cast.luton, f"{BOARD} of Luton", **seen.at_luton.at("public"))
    common = {"visibility": "public", "created_by": seen.cast.author}
    days = {"valid_from": PAST, "review_by": AHEAD}
    found = _whole(of, seen.cast.council, source=seen.source, **days, **common)
    return {name: [one] for name, one in found.items()}


def hide_at(at: HiddenAt) -> None:
    """One of a public board that only who is signed in reads, which replaces the other."""
    if at.level != "network":
        return
    of = Board.objects.get(organisation__name__startswith=BOARD, place_links__place=at.scope.place)
    common = {"visibility": at.level, "created_by": at.scope.author, "source": at.seen.source}
    common |= {"replaces": of.agreements.first(), "review_by": AHEAD}
    for name, one in _whole(of, at.seen.agency, hides=True, **common).items():
        at.hidden[name].append(one)


def fill(more: More) -> None:
    """One more of the first's board, and one more that was asked."""
    first = more.seen.first("agreement")
    _whole(first.board, more.body, visibility="public", source=more.seen.source)
    signed(first, more.body)
