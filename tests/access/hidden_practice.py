"""Examples and beliefs of hidden barriers, and checks of barriers joined to what others read."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, PracticeDay
from tests import builders, linked, practised
from tests.access.open_world import SECRET, Seen


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def of_barrier(seen: Seen, barrier: Barrier, hidden: dict[str, list[Any]]) -> None:
    """An example and a belief of a hidden barrier.

    It is joined to that of an entry that the reader reads, and a later check of it finds a rule:
    nobody who may not see it is told that the entry is contested.
    """
    example = practised.example(
        seen.cast.bradford,
        SECRET,
        barrier=barrier,
        practice=practised.practice(),
        source=seen.source,
        **said("tried", "result", "where_said"),
    )
    entry = practised.belief(barrier, SECRET, source=seen.source, because=SECRET)
    PracticeDay.objects.create(believed=entry, day=builders.TODAY, came_from="logging", opened=97)
    open_one = seen.first("believed").barrier
    if not barrier.links.filter(kind="joined").exists():
        linked.join(barrier, open_one, created_by=seen.others[0])
    else:
        linked.link(barrier, open_one, created_by=seen.others[0])
    practised.contest(barrier, what=SECRET, checked_by=SECRET)
    hidden["practice_example"].append(example)
    hidden["believed"].append(entry)
