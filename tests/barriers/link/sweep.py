"""What people say of two barriers: joining, linking, taking off."""

from __future__ import annotations

from typing import Any

from tests import builders, linked
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, each
from tests.access.table import Family, Row, as_it_stands, by_reference, post
from tests.access.world import Level
from tests.barriers.barrier.sweep import EDITS

FAMILIES = {
    "linked_barrier": Family(readers.BY_LEVEL, by_reference),
    "barrier_link": Family(readers.BY_LEVEL, as_it_stands),
}

ROWS = [
    Row("barrier_link_add", "barrier", permission=EDITS),
    post("barrier_link_add", "barrier", permission=EDITS),
    post("barrier_link_end", "barrier_link", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """A barrier that is linked to a public one of another place."""
    cast, title, kind = at.cast, f"We cannot {at.level}", builders.category()
    here = builders.barrier(cast.bradford, f"{title} too", category=kind, **at.common)
    there = builders.barrier(cast.luton, f"{title} either", category=kind)
    link = linked.link(here, there, created_by=cast.author)
    return {"linked_barrier": here, "barrier_link": [here.reference, link.pk]}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of no programme and no team."""
    return each(at_level(seen.level(created_by=seen.cast.author)))


def hide_at(at: HiddenAt) -> None:
    """A public barrier is linked to each hidden one, and the hidden one waits for it.

    Nobody who may not see both ends is told of one.
    """
    seen = at.seen
    first, other = seen.first("barrier"), seen.first("linked_barrier")
    for barrier in at.barriers:
        outward = linked.link(first, barrier, created_by=seen.others[0])
        linked.join(barrier, other, created_by=seen.others[0])
        at.hidden["barrier_link"] += [
            [first.reference, outward.pk],
            [barrier.reference, outward.pk],
        ]


def fill(more: More) -> None:
    """The first with each new one."""
    for one in more.barriers:
        linked.link(more.seen.first("linked_barrier"), one)
