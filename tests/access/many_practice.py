"""The practice library, as much as wanted."""

from __future__ import annotations

from barriers.models import GuidanceFor, PracticeDay
from tests import builders, practised
from tests.access.open_world import PAST, Seen


def fill(seen: Seen) -> None:
    """Guidance and examples of a step, beliefs of barriers of their own, contested and opened."""
    at, kind, step = seen.cast.bradford, builders.category(), practised.practice()
    known = {"source": seen.source, "created_by": seen.cast.author}
    made = practised.guidance("", kind, builders.category("funding"), **known)
    GuidanceFor.objects.create(guidance=made, category=kind, practice=step)
    barrier = builders.barrier(at, category=kind, created_by=seen.cast.author)
    practised.example(
        at, practice=step, barrier=barrier, pilot=seen.first("pilot"), source=seen.source
    )
    entry = practised.belief(barrier, "We cannot do what is believed", **known)
    practised.contest(barrier)
    for of in ({"guidance": made}, {"believed": entry}):
        PracticeDay.objects.create(day=PAST, came_from="logging", opened=3, **of)
    practised.contest(seen.first("believed").barrier)
