"""How boards take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from governance.board.part_views import Lines, Powers, Seats
from governance.board.permissions import can_keep_board
from governance.board.views import Boards
from governance.models import Board, BoardLine, BoardPlace, Power, Seat
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_rule
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides, not_over
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, PROGRAMME, SearchIndex


def _runs(sides: Sides) -> Q:
    return Q(board__end=None) | Q(board__end__gte=sides.day)


def _held(sides: Sides) -> Q:
    """What is only hoped for has no dates: it stays as it was said."""
    return not_over()(sides) & ~Q(extent="ambition")


def _answered_for(sides: Sides) -> Q:
    """Of a power whose giver gives way too, who answers is said when the new one confirms it."""
    return not_over()(sides) & ~Q(from_body__in=sides.before)


# It ends on the day, and begins anew with the body that takes over
DATED = InTime(Does.DATE, not_over())
REGISTRATIONS = (
    *Boards.registrations(),
    *Seats.registrations(),
    *Lines.registrations(),
    *Powers.registrations(),
    HasErrorReports(
        model=Board,
        pages=("board", "board_seats", "board_powers"),
        keys=("slug",),
        bodies=("organisation",),
    ),
    MenuItem(
        page="boards",
        label="Boards",
        says="Who decides for places: boards, who sits on them, and their powers",
        theme=Theme.PLACES,
        order=45,
        words="board committee governance quorum decide delegation health wellbeing",
    ),
    PlaceRule(
        BoardPlace,
        "place",
        Does.MOVE,
        noun="board",
        record="board",
        order=262,
        open=_runs,
        once=("board_id",),
    ),
    BodyRule(
        Board, "organisation", Does.MOVE, noun="board that it is,boards that it is", order=262
    ),
    BodyRule(
        Board,
        "accountable_body",
        Does.MOVE,
        noun="board that it answers for,boards that it answers for",
        order=263,
        in_time=InTime(Does.MOVE, not_over("end", last=True)),
    ),
    BodyRule(
        Seat,
        "organisation",
        Does.MOVE,
        noun="seat on a board,seats on boards",
        record="board",
        order=264,
        in_time=DATED,
    ),
    BodyRule(
        BoardLine,
        "to",
        Does.MOVE,
        noun="board that answers to it,boards that answer to it",
        record="board",
        order=265,
        in_time=DATED,
    ),
    HistoryLabel(model=Seat, noun="seat", named_by=("organisation", "description")),
    HistoryLabel(model=BoardLine, noun="line", named_by=("to",)),
    BodyRule(
        Power,
        "from_body",
        Does.MOVE,
        noun="power that it delegated,powers that it delegated",
        record="board",
        order=266,
        copied={"to_confirm": True, "accountable_body_id": None},
        in_time=InTime(Does.DATE, _held),
    ),
    BodyRule(
        Power,
        "accountable_body",
        Does.MOVE,
        noun="power that it answers for,powers that it answers for",
        record="board",
        order=267,
        in_time=InTime(Does.MOVE, _answered_for),
    ),
    HistoryLabel(
        model=Power,
        noun="power",
        named_by=("function",),
        units={"limit": "£", "year_limit": "£"},
    ),
    CitesSource(model=Board, key="boards", noun="board", order=262),
    HistoryLabel(model=BoardPlace, noun="place"),
    SourceKept(model=Board, permission=can_keep_board),
    SearchIndex(
        model=Board,
        label="board",
        page="board",
        key=("slug",),
        title="organisation__name",
        text=("purpose", "legal_words"),
        note=("kind", "purpose"),
        within={PLACE: "reach_ids", PROGRAMME: "programme_id", BODY: "organisation_id"},
        made_up=made_up_rule(Board),
        order=46,
    ),
)
