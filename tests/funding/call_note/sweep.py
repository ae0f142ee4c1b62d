"""Notes of calls about funds: never the public's to read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from funding.models import CallNote
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.fund.sweep import ADDS, TEAM

AFTER = ("funding.fund",)
# A note on a fund of one level has that level, but for the public's and a place's
BY_PROGRAMME = TEAM | {"pfpp_lead", "evaluator"}
FAMILIES = {
    "call_note": Family(
        {
            "team": TEAM,
            "place": TEAM,
            "programme": BY_PROGRAMME,
            "network": readers.SIGNED_IN,
            "public": readers.SIGNED_IN,
        },
        by_number,
    )
}
WRITES = frozenset({"author"})
DAY = dt.date(2026, 9, 1)

ROWS = [
    Row("call_notes", "fund"),
    Row("call_notes", "fund", query="?format=csv", page=False),
    Row("call_note_add", "fund", permission=ADDS),
    post("call_note_add", "fund", permission=ADDS),
    Row("call_note", "call_note"),
    Row("call_note_edit", "call_note", permission=WRITES),
    post("call_note_edit", "call_note", permission=WRITES),
    Row("call_note_history", "call_note"),
    Row("call_note_withdraw", "call_note", permission=WRITES),
    post("call_note_withdraw", "call_note", permission=WRITES),
]


def _level(level: str) -> str:
    return {"place": "team", "public": "network"}.get(level, level)


def at_level(at: Level) -> dict[str, Any]:
    """One of the fund of this level, at that level or the widest that a note can have."""
    made = CallNote.objects.create(
        fund=at["fund"], on=DAY, our_side="Council", post_said="Fund team", said="Two years",
        visibility=_level(at.level), created_by=at.cast.author,
    )  # fmt: skip
    return {"call_note": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One about the open fund."""
    made = CallNote.objects.create(
        fund=seen.first("fund"), on=DAY, our_side="Council", post=seen.first("post"), said="Yes",
        visibility="network", created_by=seen.cast.author,
    )  # fmt: skip
    return {"call_note": [made]}


def hide_at(at: HiddenAt) -> None:
    """One about each hidden fund, and one that was withdrawn."""
    if at.level == "place":
        return
    fund, level = at.hidden["fund"][-1], _level(at.level)
    common = {"fund": fund, "on": DAY, "visibility": level, "created_by": at.common["created_by"]}
    texts = said("our_side", "post_said", "said", "follows")
    made = CallNote.objects.create(**common, **texts)
    gone = CallNote.with_withdrawn.create(**common, **texts, **withdrawn())
    at.hidden["call_note"] += [made, gone]


def fill(more: More) -> None:
    """One more about the first fund."""
    seen = more.seen
    CallNote.objects.create(
        fund=seen.first("fund"), on=DAY, our_side="Council", post=seen.first("post"),
        said=f"Said {more.number}", created_by=seen.cast.author,
    )  # fmt: skip
