"""How seats of boards take part in the whole."""

from __future__ import annotations

from governance.models import BoardLine, Seat
from governance.seat.views import Lines, Seats
from records.differences import HistoryLabel
from records.merging import BodyRule, Does

REGISTRATIONS = (
    *Seats.registrations(),
    *Lines.registrations(),
    BodyRule(
        Seat,
        "organisation",
        Does.MOVE,
        noun="seat on a board,seats on boards",
        record="board",
        order=264,
    ),
    BodyRule(
        BoardLine,
        "to",
        Does.MOVE,
        noun="board that answers to it,boards that answer to it",
        record="board",
        order=265,
    ),
    HistoryLabel(model=Seat, noun="seat", named_by=("organisation", "description")),
    HistoryLabel(model=BoardLine, noun="line", named_by=("to",)),
)
