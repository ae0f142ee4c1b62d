"""Which boards a calendar is of, and when seats, powers and boards end."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from governance.board.sight import boards_of, sits_or_keeps
from governance.models import Board, BoardLine, BoardTie, Power, Seat
from partnerships.models import Place, Programme
from partnerships.programme.in_calendar import concerned
from pilots.models import Pilot
from registry.calendar import Calendar, Reading
from registry.record_day import RecordDay


def of_boards(calendar: Calendar, board: str = "board") -> Q | None:
    """Rows of the boards that a calendar is of, at the end of the way ``board``: of the place, the
    programme, the board; in one's own those on which one sits or that one keeps. None of others."""
    match calendar.subject:
        case Place():
            here = Board.objects.filter(reach_ids__contains=[calendar.subject.pk]).order_by()
            return Q(**{f"{board}__in": here.values("pk")})
        case Programme():
            return Q(**{f"{board}__programme": calendar.subject})
        case Board():
            return Q(**{board: calendar.subject})
        case Pilot():
            return None
    return sits_or_keeps(calendar.user, board)


def _rows(model: Any) -> Any:
    def rows(reading: Reading) -> QuerySet[Any] | None:
        rule = of_boards(reading.calendar)
        return None if rule is None else model.objects.visible_to(reading.user).filter(rule)

    return rows


def _to_begin(reading: Reading) -> QuerySet[Any] | None:
    """Powers that do not hold yet, and that their body did not refuse."""
    rows = _rows(Power)(reading)
    if rows is None:
        return None
    begins: QuerySet[Any] = rows.filter(valid_from=None, valid_to=None)
    return begins.exclude(claim=Power.Word.REFUSED)


def _boards(reading: Reading) -> QuerySet[Any] | None:
    """In one's own calendar those where one works, and those on which one sits."""
    subject, rule = reading.calendar.subject, concerned(reading.calendar)
    if isinstance(subject, Board):
        rule = Q(pk=subject.pk)
    elif rule and subject is None:
        rule |= Q(pk__in=sorted(boards_of(reading.user)))
    return None if rule is None else Board.objects.visible_to(reading.user).filter(rule)


def _of(one: Any) -> str:
    return str(one.board)


CALENDAR = (
    RecordDay(
        key="terms",
        rows=_rows(Seat),
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Seat ends: {one}",
        about=_of,
        queryset=lambda: Seat.objects.select_related("organisation", "board__organisation"),
    ).events(label="Seats, roles and agreements ending", noun="Seat", order=71, of_boards=True),
    RecordDay(
        key="power-ends",
        rows=_rows(Power),
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Power ends: {one.about}",
        about=_of,
        queryset=lambda: Power.objects.select_related("board__organisation"),
    ).events(noun="Power of a board", order=212, within="terms", of_boards=True),
    RecordDay(
        key="power-starts",
        rows=_to_begin,
        day="planned_for",
        text=lambda one: f"Power begins: {one.about}",
        about=_of,
        queryset=lambda: Power.objects.select_related("board__organisation"),
    ).events(noun="Power of a board", order=213, within="terms", of_boards=True),
    RecordDay(
        key="line-ends",
        rows=_rows(BoardLine),
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Reporting line ends: {one}",
        about=_of,
        queryset=lambda: BoardLine.objects.select_related("to", "board__organisation"),
    ).events(noun="Reporting line", order=214, within="terms", of_boards=True),
    RecordDay(
        key="tie-ends",
        rows=_rows(BoardTie),
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Link of a board ends: {one}",
        about=_of,
        queryset=lambda: BoardTie.objects.select_related(
            "fund", "programme", "board__organisation"
        ),
    ).events(noun="Link to a fund or programme", order=250, within="terms", of_boards=True),
    RecordDay(
        key="board-ends",
        rows=_boards,
        day="end",
        text=lambda one: f"Board ends: {one}",
        queryset=lambda: Board.objects.select_related("organisation"),
    ).events(noun="Board", order=215, within="terms", of_boards=True),
)
