"""Boards: who sits on them, to whom they answer and what they may decide."""

from __future__ import annotations

from typing import Any

from governance.models import Board, BoardLine, BoardPlace, BoardTie, Power, Seat
from partnerships.models import Organisation
from tests import builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import AHEAD, PAST, Seen, said
from tests.access.table import Family, Row, by_number, by_slug, post
from tests.access.world import Level

# That there is a board is no secret to whoever signs in
BY_LEVEL = {
    level: readers.PUBLIC if level == "public" else readers.NETWORK for level in readers.BY_LEVEL
}
FAMILIES = {
    "board": Family(BY_LEVEL, by_slug),
    "board_seat": Family(BY_LEVEL, by_number),
    "board_line": Family(BY_LEVEL, by_number),
    "board_power": Family(BY_LEVEL, by_number),
    "board_tie": Family(BY_LEVEL, by_number),
}
ADDS = frozenset(
    {
        *("bradford_editor", "region_editor", "yorkshire_connector", "luton_editor"),
        *("desnz_official", "pfpp_lead", "administrator"),
    }
)
# The body of a board that is hidden: bodies are of the open directory
SPARE = "Spare body"
KEEPS = readers.KEEPERS | {"pfpp_lead", "administrator"}
PARTS = ("board_seat", "board_line", "board_power", "board_tie")

ROWS = [
    Row("boards", public=True),
    Row("boards", public=True, query="?place=bradford&kind=place_board"),
    Row("boards", public=True, query="?format=csv", page=False),
    Row("board", "board", public=True),
    Row("board_seats", "board", public=True),
    Row("board_powers", "board", public=True),
    Row("place_governance", "place", public=True),
    Row("board_add", permission=ADDS),
    Row("board_add", permission=ADDS, query="?place=bradford", page=False),
    post("board_add", permission=ADDS),
    Row("board_edit", "board", permission=KEEPS),
    post("board_edit", "board", permission=KEEPS),
    Row("board_history", "board", public=True),
    Row("board_take_back", "board", permission=KEEPS),
    post("board_take_back", "board", permission=KEEPS),
    Row("board_seats_begin", "board", permission=KEEPS),
    post("board_seats_begin", "board", permission=KEEPS),
    *(Row(f"{part}_add", "board", permission=KEEPS) for part in PARTS),
    *(post(f"{part}_add", "board", permission=KEEPS) for part in PARTS),
    *(Row(f"{part}_edit", part, permission=KEEPS) for part in PARTS),
    *(post(f"{part}_edit", part, permission=KEEPS) for part in PARTS),
]


def board(place: Any, name: str = "Family board", **fields: Any) -> Board:
    """One that decides for a place."""
    body = fields.pop("body", None) or builders.organisation(name)
    made = Board.objects.create(
        **{"organisation": body, "slug": body.slug, "kind": "place_board", **fields}
    )
    BoardPlace.objects.create(board=made, place=place)
    return Board.objects.get(pk=made.pk)


def _parts(made: Board, body: Any, *, hides: bool = False, tied: Any = None) -> dict[str, Any]:
    """One of each; where it ``hides`` them, every text holds the word, and one more seat is
    somebody's in words. ``tied`` is a programme that is there."""
    texts = said if hides else lambda *names: {}
    if hides:
        Seat.objects.create(board=made, **said("description", "votes_because"), votes=0)
    return {
        "board_seat": Seat.objects.create(board=made, organisation=body, **texts("role_words")),
        "board_line": BoardLine.objects.create(
            board=made, kind="answers_to", to=body, **texts("for_what")
        ),
        "board_power": Power.objects.create(
            board=made,
            function="money",
            part="decides",
            from_body=body,
            limit_high=700,
            **texts("words", "conditions", "reserved", "meant"),
        ),
        "board_tie": BoardTie.objects.create(
            board=made, programme=tied or builders.programme(), **texts("part")
        ),
    }


def at_level(at: Level) -> dict[str, Any]:
    """One of Bradford, with its parts."""
    level = "public" if at.level == "public" else "network"
    made = board(at.cast.bradford, f"Board {at.level}", **{**at.common, "visibility": level})
    return {"board": made, **_parts(made, at.cast.council)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of Bradford that the council answers for."""
    builders.organisation(SPARE)
    made = board(
        seen.cast.bradford,
        accountable_body=seen.cast.council,
        start=PAST,
        end=AHEAD,
        source=seen.source,
        **seen.at_bradford.at("public"),
    )
    parts = _parts(made, seen.cast.council)
    return {"board": [made], **{kind: [part] for kind, part in parts.items()}}


def hide_at(at: HiddenAt) -> None:
    """One that the council answers for, with its parts; from those who are not signed in alone."""
    if at.level != "network":
        return
    made = board(
        at.scope.place,
        body=Organisation.objects.get(name=SPARE),
        accountable_body=at.seen.cast.council,
        end=AHEAD,
        source=at.seen.source,
        **said("purpose", "legal_words", "quorum_words", "meets"),
        **at.common,
    )
    at.hidden["board"].append(made)
    parts = _parts(made, at.seen.cast.council, hides=True, tied=at.seen.cast.pfpp)
    for kind, part in parts.items():
        at.hidden[kind].append(part)


def fill(more: More) -> None:
    """One, and one more seat, line and power of the first."""
    seen = more.seen
    board(
        seen.cast.bradford,
        f"Board {more.number}",
        accountable_body=more.body,
        source=seen.source,
        programme=seen.cast.pfpp,
        **OPEN,
    )
    _parts(seen.first("board"), more.body)
