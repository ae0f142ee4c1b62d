"""Promises at records of several apps: their readers are those of the record who are signed in.

It stands here, not beside the subject in ``collaboration``, so that it comes after those records.
"""

from __future__ import annotations

from typing import Any

from collaboration.models import ActionItem
from tests import engaged
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, each, said
from tests.access.table import Family, Row, as_it_stands, post
from tests.access.world import Level
from tests.barriers.barrier.sweep import EDITS
from tests.pilots.pilot.sweep import LOGS

FAMILIES = {
    "promises_of_pilot": Family(readers.NOT_PUBLIC, as_it_stands),
    "promises_of_barrier": Family(readers.NOT_PUBLIC, as_it_stands),
}

ROWS = [
    Row("promises_of", "promises_of_pilot"),
    Row("promises_of", "promises_of_barrier"),
    Row("promise_add", "promises_of_pilot", permission=LOGS),
    post("promise_add", "promises_of_pilot", permission=LOGS),
    Row("promise_add", "promises_of_barrier", permission=EDITS),
    post("promise_add", "promises_of_barrier", permission=EDITS),
]


def _of(record: Any) -> list[Any]:
    return [record._meta.model_name, record.pk]


def at_level(at: Level) -> dict[str, Any]:
    """Something that is promised at a pilot and a barrier."""
    for record in (at["pilot"], at["barrier"]):
        engaged.promise(record, created_by=at.cast.author)
    return {"promises_of_pilot": _of(at["pilot"]), "promises_of_barrier": _of(at["barrier"])}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of each, which everybody signed in reads."""
    return each(at_level(seen.level()))


def hide_at(at: HiddenAt) -> None:
    """At each hidden pilot and barrier."""
    for record in (at.pilot, *at.barriers):
        made: ActionItem = engaged.promise(record, SECRET, **said("owner_said", "outcome"))
        at.hidden["promise"].append(made)
        at.hidden[f"promises_of_{record._meta.model_name}"].append(_of(record))


def fill(more: More) -> None:
    """One more at each kind of record."""
    for family in ("pilot", "barrier"):
        engaged.promise(more.seen.first(family), owner=more.seen.first("post"))
