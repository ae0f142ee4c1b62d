"""What was believed of a flow and when: each thing that was said of it before, and after, and why.

A flow says what is known today; its history says what was known on each day, to those who could
read it then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from access.history import Entry, History, history_of
from funding.models import Flow, FlowTopic
from interface.columns import Column
from records.differences import ADDED, CHANGED, REMOVED

# What is told with a flow: for whom it is, and what falls in which year
SHOWN = 3
# A file holds the latest moments alone of a flow that was changed more often
MOST = 1_000
MADE, OPENED = "It was recorded", "It was opened to you"
ENDINGS = {ADDED: " added", REMOVED: " taken out"}


@dataclass(frozen=True, slots=True)
class Revision:
    """One thing that was believed until a moment, and what is believed since."""

    at: dt.datetime
    who: str
    what: str
    before: str | None = None
    after: str | None = None
    why: str = ""


def latest_of(flow: Flow, user: Any) -> list[Entry]:
    """The latest moments at which what was believed of a flow changed, as far as they were this
    reader's to see; not the one at which it was recorded."""
    # What it is about says nothing of the money
    found = history_of(flow, user, without=(FlowTopic,), size=SHOWN + 1)
    later = (entry for entry in found.entries if not entry.is_start)
    return [entry for entry in later if entry.differences][:SHOWN]


def rows_of(history: History) -> Iterator[Revision]:
    """A history as rows, newest first: one for each thing that changed."""
    for entry in history.entries:
        why = entry.why or entry.how
        if entry.is_start or entry.opened:
            yield Revision(entry.at, entry.who, MADE if entry.is_start else OPENED, why=why)
        for one in entry.differences:
            what = f"{one.label}{ENDINGS.get(one.kind, '')}"
            after, before = one.after, one.before
            if one.kind not in (CHANGED, ADDED):
                after, before = (None, one.after) if one.kind == REMOVED else (one.after, None)
            yield Revision(entry.at, entry.who, what, before, after, why)


COLUMNS = (
    Column(
        "at",
        "When",
        "When the earlier version stopped being current and the later one began",
        lambda r: r.at,
    ),
    Column("who", "Who", "Who changed it, as far as you may know", lambda row: row.who),
    Column("what", "What", "What was changed from then on", lambda row: row.what),
    Column("before", "Before", "What was believed; empty is not known", lambda row: row.before),
    Column("after", "After", "What is believed since; empty is not known", lambda row: row.after),
    Column("why", "Why", "The reason that was given, or the file it came from", lambda r: r.why),
)
