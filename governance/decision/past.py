"""Since when a decision is of no private item, for its history."""

from __future__ import annotations

import datetime as dt

from access.past import Past
from governance.models import AgendaItem, Decision
from records.models import HistoryEntry


def open_since(decision: Decision) -> Past:
    """What was written of a decision while an item of it was private is read by nobody else, also
    where the item was opened later. A query, and one for each of its items."""
    opened = [
        moment
        for item in AgendaItem.objects.filter(decision=decision, is_private=False)
        if (moment := _opened(item)) is not None
    ]
    return Past(((max(opened), True),)) if opened else Past()


def _opened(item: AgendaItem) -> dt.datetime | None:
    """When an item was said to be private no more; None where it never was private."""
    was_private, opened = False, None
    for entry in HistoryEntry.objects.of(item):
        if was_private and not entry.row["is_private"]:
            opened = entry.at
        was_private = entry.row["is_private"]
    return opened
