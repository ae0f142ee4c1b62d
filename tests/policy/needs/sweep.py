"""Needs assessments of a place: read by everybody, kept by who keeps the place."""

from __future__ import annotations

from typing import Any

from policy.models import NeedsAssessment, NeedsTopic
from tests.access import readers
from tests.access.many import More
from tests.access.open_world import PAST
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"needs": Family(readers.OPEN, by_number)}

ROWS = [
    Row("place_needs", "place", public=True),
    Row("place_needs", "place", public=True, query="?format=csv", page=False),
    Row("needs_add", "place", permission=readers.KEEPERS),
    post("needs_add", "place", permission=readers.KEEPERS),
    Row("needs_edit", "needs", permission=readers.KEEPERS),
    post("needs_edit", "needs", permission=readers.KEEPERS),
    Row("needs_history", "needs", public=True),
]


def needs(place: Any, title: str = "Needs of Bradford", **fields: Any) -> NeedsAssessment:
    """One of a place."""
    return NeedsAssessment.objects.create(
        place=place, title=title, **({"needs": "Warm homes\nWork nearby"} | fields)
    )


def make(cast: Cast) -> dict[str, Any]:
    """One that the council made."""
    by = {"organisation": cast.council, "created_by": cast.author, "published_on": PAST}
    return {"needs": needs(cast.bradford, **by)}


def fill(more: More) -> None:
    """One of each number, about a topic."""
    seen = more.seen
    made = needs(
        seen.cast.bradford, f"Needs {more.number}", organisation=more.body, source=seen.source
    )
    NeedsTopic.objects.create(assessment=made, topic=seen.topic)
