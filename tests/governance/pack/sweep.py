"""Packs and reports of boards: who reads them, who makes and sends them, and plans of reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from governance.board.permissions import can_keep_board
from governance.models import Board, BoardMeeting, Pack, ReportPlan
from governance.pack.making import digest_of
from registry.packed import cell, facts, heading, listed, note, table, text
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, SECRET, Seen, said
from tests.access.table import Family, Row, post
from tests.access.world import Level
from tests.governance.board.sweep import BY_LEVEL as BOARD_BY_LEVEL
from tests.governance.meeting.sweep import WRITES

AFTER = ("governance.meeting",)
AS_AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
# One that is issued for everybody, or everyone signed in; narrower ones are drafts
BY_LEVEL = {
    level: readers.BY_LEVEL[level] if level in ("network", "public") else WRITES
    for level in readers.BY_LEVEL
}


def _named(pack: Any) -> list[Any]:
    return [pack.board.slug, pack.number]


def _withdrawn(pack: Any) -> list[Any]:
    return [*_named(pack), "withdraw"]


FAMILIES = {
    "pack": Family(BY_LEVEL, _named),
    "pack_draft": Family(readers.always(WRITES), _named),
    "pack_withdrawn": Family(readers.always(WRITES), _withdrawn),
    "report_plan": Family(BOARD_BY_LEVEL, lambda plan: [plan.pk]),
}
ROWS = [
    Row("packs", "board", public=True),
    Row("packs", "board", public=True, query="?kind=pack"),
    Row("packs", "board", public=True, query="?format=csv", page=False),
    Row("pack", "pack", public=True),
    Row("pack_pdf", "pack", public=True, page=False),
    Row("pack_history", "pack_draft", permission=WRITES),
    Row("pack_edit", "pack_draft", permission=WRITES),
    post("pack_edit", "pack_draft", permission=WRITES),
    post("pack_step", "pack_withdrawn", permission=WRITES),
    Row("board_meeting_pack", "board_meeting", permission=WRITES),
    post("board_meeting_pack", "board_meeting", permission=WRITES),
    Row("report_plan_add", "board", permission=WRITES),
    post("report_plan_add", "board", permission=WRITES),
    Row("report_plan_edit", "report_plan", permission=WRITES),
    post("report_plan_edit", "report_plan", permission=WRITES),
    post("report_plan_draft", "report_plan", permission=WRITES),
]


def blocks(words: str) -> list[Any]:
    """One of each kind, with these words in each text."""
    one = cell(words, "/boards/")
    return [
        heading(words),
        text(words),
        facts([(words, words)], one),
        table(words, (words, f"#{words}"), [(one, words)]),
        listed([(one, words)]),
        note(words),
    ]


def pack(meeting: BoardMeeting, audience: str, state: str = "issued", **fields: Any) -> Pack:
    """One of a meeting, with a file."""
    content = fields.pop("content", blocks("Warm homes"))
    made = Pack(
        **{
            "board": meeting.board,
            "meeting": meeting,
            "number": meeting.board.packs.count() + 1,
            "title": "Papers",
            "for_whom": "members",
            "audience": audience,
            "state": state,
            "issued_on": None if state == "draft" else AS_AT.date(),
            "as_at": AS_AT,
            "content": content,
            "digest": digest_of(content),
            **fields,
        }
    )
    made.file.save("pack.pdf", ContentFile(b"%PDF-1.7"), save=False)
    made.save()
    return made


def _all_of(meeting: BoardMeeting, level: str, **fields: Any) -> dict[str, Any]:
    is_open = level in ("network", "public")
    one = pack(meeting, level if is_open else "members", "issued" if is_open else "draft", **fields)
    draft = one if one.is_draft else pack(meeting, "members", "draft", **fields)
    return {"pack": one, "pack_draft": draft, "pack_withdrawn": draft}


def plan(board: Board, body: Any, **fields: Any) -> ReportPlan:
    """A report that is due in a while."""
    days = {"first_on": AHEAD, "next_on": AHEAD}
    return ReportPlan.objects.create(board=board, to=body, months=3, **{**days, **fields})


def at_level(at: Level) -> dict[str, Any]:
    """Those of the meeting of this level."""
    meeting = at["board_meeting"]
    made = _all_of(meeting, at.level, created_by=at.cast.author)
    return {**made, "report_plan": plan(meeting.board, at.cast.council)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Those of the open meeting."""
    meeting = seen.first("board_meeting")
    found = _all_of(meeting, "public", created_by=seen.cast.author)
    found["report_plan"] = plan(meeting.board, seen.cast.council)
    return {family: [one] for family, one in found.items()}


def hide_at(at: HiddenAt) -> None:
    """Those of an open meeting that the reader does not see: one for who signs in alone, and a
    draft."""
    of = Board.objects.filter(place_links__place=at.scope.place).earliest("pk")
    if at.level not in ("network", "place") or (
        at.level == "place" and can_keep_board(at.seen.reader, of)
    ):
        return
    meeting = BoardMeeting.objects.create(
        board=of, number=of.meetings.count() + 1, on=AHEAD, visibility=at.level
    )
    for hidden in at.hidden.get("board", [])[:1]:  # a plan is read with its board
        plan(hidden, at.seen.agency)
    texts = {**said("title", "for_whom", "covering", "basis"), "content": blocks(SECRET)}
    audience, state = ("network", "issued") if at.level == "network" else ("members", "draft")
    at.hidden["pack"].append(pack(meeting, audience, state, left_out=7, **texts))


def fill(more: More) -> None:
    """One more of another meeting of the first board."""
    first = more.seen.first("pack")
    meeting = first.board.meetings.order_by("-number")[0]
    pack(meeting, "public")
    plan(first.board, more.body)
