"""Who decides what at a place: functions, and what each board does about them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from governance.board_page.decisions import DecisionLine, decided_lately
from governance.board_page.page_data import agreements_at
from governance.models import Board, BoardLine, BoardMeeting, BoardPlace, Decision, Power
from interface.paging import BoundedCount
from interface.words import capitalised, list_words
from partnerships.models import Place
from partnerships.place.models.place import holding

# How many boards and powers of a place its page tells, and of these still one more that is there
BOARDS, POWERS = 60, 400
MEETINGS, DECISIONS = 3, 5
# What is read of a board, and of a power: of hundreds, nothing else
IN_A_ROW = (
    *("slug", "kind", "legal_status", "reach_ids"),
    *("organisation__name", "accountable_body__name", "source__title"),
)
OF_A_POWER = (
    *("board", "function", "words", "part", "extent", "route", "conditions", "reserved", "meant"),
    *("limit_low", "limit_high", "limit_qualifier"),
    *("year_limit_low", "year_limit_high", "year_limit_qualifier"),
    *("claim", "claim_words", "planned_for", "planned_for_precision", "valid_from", "valid_to"),
    *("from_body__name", "accountable_body__name"),
    *("claim_link__domain", "claim_link__published_at"),
)
OF_A_CLAIM = ("from_body", "accountable_body", "claim_link")
# What two boards of a place do not both do, unless that is meant
ALONE = {Power.Part.SETS: "set the direction", Power.Part.DECIDES: "decide"}


@dataclass(frozen=True)
class Function:
    """One function: by each part that a board can have in it, the powers that hold today. ``alike``
    are the boards that decide for all of the place: two of its parts may each have their own."""

    key: str
    powers: dict[str, list[Power]]
    alike: frozenset[int]

    @property
    def label(self) -> str:
        """What it is about."""
        return capitalised(str(Power.Function(self.key).label))

    @property
    def cells(self) -> list[list[Power]]:
        """Who has which part in it, in the order of the columns."""
        return [self.powers.get(part, []) for part in Power.Part.values]

    @property
    def twice(self) -> str:
        """What several boards both do here without a word on why: "two boards decide"; empty where
        none do. What is "something else" may be something else each time."""
        if self.key == Power.Function.OTHER:
            return ""
        return "; ".join(
            f"{list_words(names)} each {does}"
            for part, does in ALONE.items()
            if len(names := self._unexplained(part)) > 1
        )

    def _unexplained(self, part: str) -> list[str]:
        rows = [one for one in self.powers.get(part, []) if one.board_id in self.alike]
        return [] if any(one.meant for one in rows) else sorted({str(one.board) for one in rows})


@dataclass(frozen=True)
class Decides:
    """All that is known of who decides at a place."""

    here: list[Board]
    above: list[Board]
    functions: list[Function]
    delegated: list[Power]
    to_come: list[Power]
    lines: list[BoardLine]
    meetings: list[BoardMeeting]
    lately: list[DecisionLine]
    agreements: BoundedCount
    more: bool

    def __bool__(self) -> bool:
        return bool(self.here or self.above)


def decides_at(user: Any, place: Place, today: dt.date) -> Decides:
    """The boards for a place, those within it and those above it, with their powers, when
    they meet next, what everybody reads that they decided, and how much partners agreed in
    writing. Eight queries."""
    rows = _standing(user, today).filter(pk__in=_boards_of(place))
    told = rows.select_related("organisation", "accountable_body", "source").only(*IN_A_ROW)
    boards = list(told.prefetch_related(_places())[: BOARDS + 1])
    here = [board for board in boards[:BOARDS] if place.pk in board.reach_ids]
    by_id = {board.pk: board for board in boards[:BOARDS]}
    ids = list(by_id)
    within = [
        board.pk
        for board in here
        if place.pk not in {one.place_id for one in board.place_links.all()}
    ]
    alike = frozenset(ids) - frozenset(within)
    powers = _powers(by_id)
    held = [one for one in powers if not one.standing]
    return Decides(
        here=here,
        above=[board for board in boards[:BOARDS] if board not in here],
        functions=_functions(held, alike),
        delegated=[one for one in held if one.from_body_id],
        to_come=[one for one in powers if one.standing and not one.is_over],
        lines=_lines(by_id, today),
        meetings=_meetings(user, here, today),
        lately=_lately(here, today),
        agreements=agreements_at(user, place),
        more=len(boards) > BOARDS or len(powers) > POWERS,
    )


def boards_at(user: Any, place: Place, today: dt.date) -> Any:
    """The boards for a place and those within it, by name."""
    rows = _standing(user, today).filter(reach_ids__contains=[place.pk])
    return rows.select_related("organisation")


def _standing(user: Any, today: dt.date) -> Any:
    rows = Board.objects.visible_to(user).filter(Q(end=None) | Q(end__gte=today))
    return rows.order_by("organisation__sort_key", "id")


def _boards_of(place: Place) -> Any:
    """For it or within it, by one index, and for what lies above it, by another."""
    above = place.reach_up.exclude(ancestor=place).values("ancestor")
    wider = BoardPlace.objects.order_by().filter(place__in=above).values("board")
    near = Board.objects.order_by().filter(reach_ids__contains=[place.pk])
    return near.values("pk").union(wider, all=True)


def _places() -> Prefetch:
    links = BoardPlace.objects.select_related("place").only("board", "place__name")
    return Prefetch("place_links", links)


def _powers(boards: dict[int, Board]) -> list[Power]:
    rows = Power.objects.filter(board__in=boards).select_related(*OF_A_CLAIM)
    first = rows.only(*OF_A_POWER).order_by("board__organisation__sort_key", "id")
    return _with_boards(first[: POWERS + 1], boards)


def _lines(boards: dict[int, Board], today: dt.date) -> list[BoardLine]:
    rows = BoardLine.objects.filter(holding(today), board__in=boards, post=None)
    rows = rows.select_related("to").only("board", "kind", "for_what", "to__name")
    first = rows.order_by("board__organisation__sort_key", "kind", "id")[:POWERS]
    return _with_boards(first, boards)


def _with_boards(rows: Iterable[Any], boards: dict[int, Board]) -> list[Any]:
    """Each with its board, which is at hand."""
    made = list(rows)
    for one in made:
        one.board = boards[one.board_id]
    return made


def _meetings(user: Any, boards: list[Board], today: dt.date) -> list[BoardMeeting]:
    rows = (
        BoardMeeting.objects.visible_to(user)
        .as_rows()
        .filter(board__in=boards, state__in=BoardMeeting.TO_COME, on__gte=today)
    )
    return list(rows.order_by("on", "id")[:MEETINGS])


def _lately(boards: list[Board], today: dt.date) -> list[DecisionLine]:
    """Of boards that the reader sees, so that they see what is public there."""
    rows = Decision.objects.decided_for_all(signed_in=False).filter(board__in=boards)
    return decided_lately(rows, public=True, today=today, most=DECISIONS)


def _functions(powers: list[Power], alike: frozenset[int]) -> list[Function]:
    found: dict[str, dict[str, list[Power]]] = defaultdict(lambda: defaultdict(list))
    for one in powers[:POWERS]:
        found[one.function][one.part].append(one)
    return [Function(key, dict(found[key]), alike) for key in Power.Function.values if key in found]
