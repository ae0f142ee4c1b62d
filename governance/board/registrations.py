"""How boards take part in the whole."""

from __future__ import annotations

from operator import itemgetter

from django.db.models import Q

from governance.board.in_calendar import CALENDAR
from governance.board.part_views import Lines, Powers, Seats, Ties
from governance.board.permissions import can_keep_board
from governance.board.views import Boards
from governance.models import Board, BoardLine, BoardPlace, BoardTie, Power, Seat
from interface.parts import MenuItem, RecordMenuItem, Theme
from interface.words import count_words
from partnerships.organisation.claim_models import ANEW
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides, not_over
from records.resting import CitesSource, SourceKept
from records.unlinked import Unlinked
from registry.claimed import ClaimKind
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


def _seat_says(seat: Seat) -> str:
    chairs = f", {seat.get_chair_display()}" if seat.chair != Seat.Chair.NO else ""
    when = f", {seat.period}" if seat.period else ""
    return f"It has a seat on {seat.board}, with {count_words(seat.votes, 'vote')}{chairs}{when}"


def _power_says(power: Power) -> str:
    limit = f", {power.limit_words}" if power.limit_words else ""
    return f"It gave {power.board} a power: {power}{limit}"


# It ends on the day, and begins anew with the body that takes over
DATED = InTime(Does.DATE, not_over())
REGISTRATIONS = (
    *Boards.registrations(),
    *Seats.registrations(),
    *Lines.registrations(),
    *Powers.registrations(),
    *Ties.registrations(),
    HasErrorReports(
        model=Board,
        pages=("board",),
        keys=("slug",),
        bodies=("organisation",),
    ),
    MenuItem(
        page="boards",
        label="Boards",
        says="Boards of places: who sits on them, and what they may decide",
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
        each_row=True,
        for_each=": a seat for each, with its votes",
        copied=ANEW,
        in_time=DATED,
    ),
    BodyRule(
        BoardLine,
        "to",
        Does.MOVE,
        noun="board that answers to it,boards that answer to it",
        record="board",
        order=265,
        each_row=True,
        in_time=DATED,
    ),
    ClaimKind(
        model=Seat,
        says=_seat_says,
        part_of="board",
        keeps=can_keep_board,
        reads=("board__organisation", "board__source"),
        order=10,
    ),
    ClaimKind(
        model=Power,
        says=_power_says,
        part_of="board",
        keeps=can_keep_board,
        reads=("board__organisation", "board__source", "accountable_body"),
        order=20,
    ),
    HistoryLabel(model=Seat, public=True, noun="seat", named_by=("organisation", "description")),
    HistoryLabel(model=BoardLine, public=True, noun="line", named_by=("to",)),
    HistoryLabel(
        model=BoardTie,
        public=True,
        noun="link to a fund or programme",
        named_by=("fund", "programme"),
    ),
    RecordMenuItem(
        page="boards",
        label="Boards",
        says="Boards that have to do with it",
        of="fund",
        order=20,
        narrows="fund",
        counts=itemgetter("boards"),
        if_any=True,
    ),
    RecordMenuItem(
        page="boards",
        label="Boards",
        says="Boards that are part of it or have to do with it",
        of="programme",
        order=66,
        narrows="programme",
        within="programme_meetings",
    ),
    BodyRule(
        Power,
        "from_body",
        Does.MOVE,
        noun="power that it delegated,powers that it delegated",
        record="board",
        order=266,
        each_row=True,
        copied={"accountable_body_id": None, **ANEW},
        in_time=InTime(Does.DATE, _held),
    ),
    BodyRule(
        Power,
        "accountable_body",
        Does.MOVE,
        noun="power that it answers for,powers that it answers for",
        record="board",
        order=267,
        each_row=True,
        in_time=InTime(Does.MOVE, _answered_for),
    ),
    HistoryLabel(
        model=Power,
        public=True,
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
    Absent(
        model=Board,
        at=Whole.FILES,
        why=("no format reads a board with its members, powers, meetings and what it answers to"),
        to_come=True,
    ),
    Absent(
        model=BoardTie,
        at=Whole.SEARCH,
        fields=("part",),
        why="a board is found by its own words, and what it does for a fund stands on its page",
    ),
    Unlinked(
        pages=("board_seats_begin",),
        on="board_seat_add",
        why="only a board without a seat begins with the members of a partnership",
    ),
    *CALENDAR,
)
