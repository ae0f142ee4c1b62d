"""A board: its first page, who sits on it, what it may decide and to whom it answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from governance.board.forms import titled
from governance.board.permissions import can_keep_board
from governance.board.seat_models import SeatsOf, seats_by_department
from governance.board.views import Boards
from governance.board_page.page_data import (
    agreements_line,
    counted,
    decisions_of,
    page_of,
    powers_of,
    ties_of,
)
from governance.board_page.seats import led_by, lines_of, seats_of
from governance.decision.limits import used_of
from governance.models import Board, Seat
from interface.cells import links
from interface.pages import RecordPage
from interface.words import capitalised
from registry.record_pages import tabs_of


class OfBoard(RecordPage):
    """A page of a board, which stands in its tabs. The board and its places are two queries."""

    model, key, public = Board, "slug", True

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        seen: QuerySet[Any] = rows.as_rows()
        return seen

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return Boards.above()

    def tabs(self, counts: Any) -> list[dict[str, Any]]:
        """Its parts, with how many of each the reader sees."""
        here: Any = self.request.resolver_match
        return tabs_of(self.request.user, self.record, "board", here.url_name, counts)

    def get_context_data(self) -> dict[str, Any]:
        board, user = self.record, self.request.user
        return {
            **super().get_context_data(),
            "board": board,
            "example": board.is_example,
            "may_edit": can_keep_board(user, board),
        }


class BoardView(OfBoard):
    """What it is, when it meets next, what it decides and decided, who sits there."""

    template_name = "governance/board_page/record.html"

    def get_context_data(self) -> dict[str, Any]:
        board = self.record
        page = page_of(self.request.user, board)
        return {
            **super().get_context_data(),
            "page": page,
            "kind": titled(board),
            "tabs": self.tabs(page.counts),
            "facts": [] if page.is_busy else facts_of(board, led_by(board, page.seats)),
        }


class SeatsView(OfBoard):
    """Who sits and who sat; who keeps the board is led to change it."""

    template_name = "governance/board_page/seats.html"
    page_title = "Seats"

    def get_context_data(self) -> dict[str, Any]:
        board, user = self.record, self.request.user
        rows, counts = seats_of(user, board), counted(user, board)
        return {
            **super().get_context_data(),
            "groups": groups_of(board, rows),
            "one_vote_each": all(seat.votes == 1 for seat in rows),
            "tabs": self.tabs(counts),
            "also": agreements_line(board, counts),
        }


def groups_of(board: Board, rows: list[Seat]) -> list[SeatsOf]:
    """The seats together; of a departmental board by the department that each belongs to."""
    if board.kind == Board.Kind.DEPARTMENTAL:
        return seats_by_department(rows)
    return [SeatsOf(None, rows)]


class PowersView(OfBoard):
    """What it may decide in full, and to whom it answers."""

    template_name = "governance/board_page/powers.html"
    page_title = "Powers"

    def get_context_data(self) -> dict[str, Any]:
        board, user = self.record, self.request.user
        powers = powers_of(board)
        used = used_of(decisions_of(user, board), powers, timezone.localdate())
        return {
            **super().get_context_data(),
            "powers": [(one, used[one.pk].words if one.pk in used else "") for one in powers],
            "lines": lines_of(user, board),
            "ties": ties_of(user, board),
            "facts": how_it_works(board),
            "tabs": self.tabs(counted(user, board)),
        }


def facts_of(board: Board, leads: str | None) -> list[dict[str, Any]]:
    """What it is, in facts, with how it works."""
    places = [link.place for link in board.place_links.all()]
    decides = board.decides_by != Board.DecidesBy.NOT_KNOWN
    return [
        {"label": "For", "value": links(places) or None},
        {"label": "Led by", "value": leads},
        {
            "label": "Decides by",
            "value": capitalised(board.get_decides_by_display()) if decides else None,
        },
        *how_it_works(board),
    ]


def how_it_works(board: Board) -> list[dict[str, Any]]:
    """Its quorum, how often it meets, for how long, and what its terms say."""
    said: dict[bool | None, str] = {True: "Anybody may listen", False: "Not in public"}
    listen = said.get(board.in_public)
    terms = (
        {"label": "In its terms", "value": board.legal_words},
        {"label": "Quorum in its terms", "value": board.quorum_words},
    )
    return [
        {"label": "Quorum", "value": board.quorum or None},
        {"label": "Meets", "value": ". ".join(filter(None, [board.meets, listen])) or None},
        {"label": "Period", "value": capitalised(board.period) or None},
        *(fact for fact in terms if fact["value"]),
    ]
