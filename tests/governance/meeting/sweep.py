"""Meetings of boards: their agenda, their minutes, who comes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.board.permissions import can_keep_board
from governance.models import AgendaItem, Attendance, Board, BoardMeeting, Interest, Seat
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, Seen, said
from tests.access.table import Family, Row, post
from tests.access.world import Level
from tests.governance.board.sweep import KEEPS, board

AFTER = ("governance.board",)
# None is narrower than the places of its board; who keeps the board reads it in any case
BY_LEVEL = {
    level: readers.BY_LEVEL[level] if level in ("network", "public") else readers.PLACE | KEEPERS
    for level in readers.BY_LEVEL
    for KEEPERS in [{"pfpp_lead"}]
}
# Who writes reads what is private: an administrator does so by a role of their own alone
WRITES = KEEPS - readers.ADMINISTRATORS


def _named(meeting: Any) -> list[Any]:
    return [meeting.board.slug, meeting.number]


def _first_of(board: Any) -> list[Any]:
    return [board.slug]


def _called_off(meeting: Any) -> list[Any]:
    return [*_named(meeting), "call"]


FAMILIES = {
    "board_meeting": Family(BY_LEVEL, _named),
    "board_meeting_called": Family(BY_LEVEL, _called_off),
}
FORMS = ("edit", "agenda", "write", "attendance", "call_off", "take_back", "interest")
NOBODY: frozenset[str] = frozenset()
ROWS = [
    Row("board_meetings", "board", public=True),
    Row("board_meetings", "board", public=True, query="?state=called"),
    Row("board_meetings", "board", public=True, query="?format=csv", page=False),
    Row("board_meeting", "board_meeting", public=True),
    Row("board_meeting_add", "board", permission=WRITES),
    post("board_meeting_add", "board", permission=WRITES),
    *(Row(f"board_meeting_{form}", "board_meeting", permission=WRITES) for form in FORMS),
    *(post(f"board_meeting_{form}", "board_meeting", permission=WRITES) for form in FORMS),
    Row("board_meeting_coming", "board_meeting", permission=NOBODY),
    post("board_meeting_coming", "board_meeting", permission=NOBODY),
    Row("board_meeting_history", "board_meeting", permission=WRITES),
    post("board_meeting_step", "board_meeting_called", permission=WRITES),
]


def _meeting(board: Any, level: str, *, hides: bool = False, **fields: Any) -> BoardMeeting:
    """One that is called, with an item, a seat that comes and an interest; where it ``hides`` them,
    every text holds the word."""
    texts = said if hides else lambda *names: {}
    visibility = level if level in ("public", "network") else "place"
    made = BoardMeeting.objects.create(
        board=board,
        number=board.meetings.count() + 1,
        on=AHEAD if hides else dt.date(2026, 11, 20),
        state="called",
        called_on=dt.date(2026, 11, 1),
        **{**texts("where", "joining"), **fields, "visibility": visibility},
    )
    item = AgendaItem.objects.create(
        board=board,
        meeting=made,
        **{"title": "Warm homes", **texts("title", "asks", "lead_words", "minutes")},
    )
    seat = Seat.objects.filter(board=board).order_by("id").first()
    if seat is not None:
        Attendance.objects.create(meeting=made, seat=seat, state="coming", **texts("for_them"))
        Interest.objects.create(
            board=board, seat=seat, item=item, **{"about": "Lends staff", **texts("about")}
        )
    return made


def _both(made: BoardMeeting) -> dict[str, Any]:
    return {"board_meeting": made, "board_meeting_called": made}


def at_level(at: Level) -> dict[str, Any]:
    """One of the board of this level."""
    author = {"created_by": at.cast.author}
    return _both(_meeting(at["board"], at.level, **author))


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the open board; that of Luton has not met as far as the reader sees."""
    luton = board(seen.cast.luton, "Board of Luton", **seen.at_luton.at("public"))
    Seat.objects.create(board=luton, organisation=seen.cast.council)
    made = _meeting(seen.first("board"), "public", created_by=seen.cast.author)
    return {kind: [one] for kind, one in _both(made).items()}


def hide_at(at: HiddenAt) -> None:
    """One of the open board that is for who signs in alone, and a private item of its own. That a
    private item stands on the agenda of a meeting is told to whoever reads it, with the reason
    alone (``test_what_a_private_item_is_about_is_told_to_nobody_else``).
    """
    of = Board.objects.filter(place_links__place=at.scope.place).earliest("pk")
    if at.level not in ("network", "place") or (
        at.level == "place" and can_keep_board(at.seen.reader, of)
    ):
        return
    made = _meeting(of, at.level, hides=True)
    at.hidden["board_meeting"].append(made)
    BoardMeeting.objects.create(
        board=made.board,
        number=made.number + 1,
        on=AHEAD,
        state="called_off",
        visibility=made.visibility,
        **said("called_off_because"),
    )
    AgendaItem.objects.create(
        board=made.board,
        meeting=made,
        is_private=True,
        **said("title", "asks", "minutes", "private_because"),
    )


def fill(more: More) -> None:
    """One more of the first board, and one more item of its first meeting."""
    board, first = more.seen.first("board"), more.seen.first("board_meeting")
    _meeting(board, "public")
    AgendaItem.objects.create(board=board, meeting=first, title=f"Item {more.number}")
