"""Seats, lines and powers of a board, as they are written."""

from __future__ import annotations

from typing import Any, ClassVar

from governance.board.permissions import can_keep_board, can_keep_part
from governance.board.power_forms import EditPower
from governance.board.seat_forms import EditLine, EditSeat
from governance.board.tie_forms import EditTie
from governance.models import BoardLine, BoardTie, Power, Seat
from registry.kind_of_part import KindOfPart

TWICE = (
    "This job role has another seat on this board at the time. End that seat first, or choose "
    "another job role"
)
BOARDS = ("Boards", "/boards/")


class PartOfABoard(KindOfPart):
    """A row of a board, named below it; changed at an address of its own."""

    link, whole_path, trail = "board", "boards", (BOARDS,)
    may_add: ClassVar[Any] = can_keep_board
    may_edit: ClassVar[Any] = can_keep_part
    form_takes_user = True
    routes = {
        "Add": ("boards/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": ("boards/{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
    }


class Seats(PartOfABoard):
    """Who sits."""

    model, form, key, path, noun = Seat, EditSeat, "board_seat", "seats", "seat"
    with_rows, draft_words = ("organisation",), "Seat on a board"

    class Add(PartOfABoard.Add):
        """A new one; the first may begin with a partnership's members."""

        twice = TWICE
        template_name = "governance/board/seat_add.html"

        def get_context_data(self) -> dict[str, Any]:
            begins = not self.whole.seats.exists()
            return {**super().get_context_data(), "begins": begins}

    class Edit(PartOfABoard.Edit):
        """One as it should be."""

        twice = TWICE


class Lines(PartOfABoard):
    """To whom it answers."""

    model, form, key, path, noun = BoardLine, EditLine, "board_line", "lines", "line"
    add_title, edit_title = "Say who it answers to", "Change who it answers to"
    with_rows, draft_words, draft_key = ("to", "post"), "Who a board answers to", "board-line"
    add_message = "Saved."


class Powers(PartOfABoard):
    """What it may decide."""

    model, form, key, path, noun = Power, EditPower, "board_power", "powers", "power"
    add_title, edit_title = "Add a power", "Change a power"
    with_rows, draft_words = ("from_body", "accountable_body"), "Power of a board"


class Ties(PartOfABoard):
    """The further funds and programmes that it has to do with."""

    model, form, key, path, noun = BoardTie, EditTie, "board_tie", "ties", "link"
    add_title, edit_title = "Link a fund or programme", "Change what it is linked to"
    with_rows, draft_words = ("fund", "programme"), "What a board is linked to"
    draft_key, add_message = "board-tie", "Saved."

    class Add(PartOfABoard.Add):
        """A new one."""

        twice = "This board is linked to it already."

    class Edit(PartOfABoard.Edit):
        """One as it should be."""

        twice = "This board is linked to it already."
