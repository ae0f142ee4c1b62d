"""Who sits on a board, and to whom it answers, as one reader sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from governance.board.seat_models import roles_seen, tell_apart
from governance.models import Board, BoardLine, Seat
from interface.words import capitalised

# Those that hold first, then those that ended, the last one first
NOW_FIRST = F("valid_to").desc(nulls_first=True)


def seats_of(user: Any, board: Board) -> list[Seat]:
    """All seats that it has or had. Two queries."""
    seats = list(board.seats.as_rows(user).order_by(NOW_FIRST, "id"))
    tell_apart(user, seats)
    return seats


def held_on(rows: Iterable[Any], day: dt.date) -> list[Any]:
    """Dated rows that hold on a day."""
    return [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or row.valid_to > day)
    ]


def lines_of(user: Any, board: Board) -> list[BoardLine]:
    """To whom it and its job roles answer or answered. Two queries at most."""
    rows = board.lines.select_related("to").prefetch_related(roles_seen(user))
    return list(rows.order_by(NOW_FIRST, "kind", "id"))


def line_facts(lines: Iterable[BoardLine]) -> list[dict[str, str]]:
    """To whom it answers today, as facts: a job role that answers to two is told with both."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(_who(line), []).append(
            f"{line.to}, for {line.for_what}" if line.for_what else str(line.to)
        )
    return [{"label": who, "value": "; ".join(bodies)} for who, bodies in found.items()]


def _who(line: BoardLine) -> str:
    verb = line.get_kind_display()
    if line.post_id is None:
        return capitalised(verb)
    return f"{line.post or 'One of its job roles'} {verb}"


def led_by(board: Board, seats: Iterable[Seat]) -> str | None:
    """How it is led, and by whose seats: "Several leads: the county council; the care board"."""
    chairs = [str(one) for one in seats if one.chair in (Seat.Chair.CHAIR, Seat.Chair.CO_CHAIR)]
    known = board.leadership != Board.Leadership.NOT_KNOWN
    how = capitalised(board.get_leadership_display()) if known else ""
    return ": ".join(filter(None, [how, "; ".join(chairs)])) or None
