"""Seats of a board, and the bodies that it answers to, as they are written."""

from __future__ import annotations

from governance.models import BoardLine, Seat
from governance.seat.forms import EditLine, EditSeat
from governance.views import PartOfABoard


class Seats(PartOfABoard):
    """Who sits."""

    model, form, key, path, noun = Seat, EditSeat, "seat", "seats", "seat"
    with_rows, draft_words = ("organisation",), "Seat on a board"


class Lines(PartOfABoard):
    """To whom it answers."""

    model, form, key, path, noun = BoardLine, EditLine, "board_line", "lines", "line"
    add_title, edit_title = "Say to whom it answers", "Change to whom it answers"
    with_rows, draft_words, draft_key = ("to", "post"), "To whom a board answers", "board-line"
    add_message = "Saved."
