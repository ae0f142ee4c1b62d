"""Links to hidden barriers: nobody who may not see both ends is told of one."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier
from tests import linked
from tests.access.open_world import Seen


def of_barrier(seen: Seen, barrier: Barrier, hidden: dict[str, list[Any]]) -> None:
    """A public barrier is linked to the hidden one, and the hidden one waits for it."""
    first, other = seen.first("barrier"), seen.first("linked_barrier")
    outward = linked.link(first, barrier, created_by=seen.others[0])
    linked.join(barrier, other, created_by=seen.others[0])
    hidden["barrier_link"] += [
        [first.reference, outward.pk],
        [barrier.reference, outward.pk],
    ]
