"""Relationship work: read by those who are signed in, never by the public."""

from __future__ import annotations

from typing import Any

from services.models import RelationshipWork
from tests.access import readers
from tests.access.many import More
from tests.access.open_world import PAST, Seen, each, said
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"relationship": Family(readers.always(readers.NETWORK), by_number)}

MAPPERS = readers.KEEPERS | {"bradford_officer"}

ROWS = [
    Row("place_relationships", "place"),
    Row("place_relationships", "place", query="?programme=pfpp"),
    Row("place_relationships", "place", query="?format=csv", page=False),
    Row("relationships"),
    Row("relationships", query="?place=bradford&programme=pfpp"),
    Row("relationships", query="?format=csv", page=False),
    Row("relationship_add", "place", permission=MAPPERS),
    post("relationship_add", "place", permission=MAPPERS),
    Row("relationship_edit", "relationship", permission=MAPPERS),
    post("relationship_edit", "relationship", permission=MAPPERS),
    Row("relationship_history", "relationship"),
]


def relationship(place: Any, body: Any, **fields: Any) -> RelationshipWork:
    """An afternoon with a body."""
    usual = {"purpose": "To agree how we raise problems", "hours": "3.0", "on": PAST}
    return RelationshipWork.objects.create(place=place, organisation=body, **(usual | fields))


def make(cast: Cast) -> dict[str, Any]:
    """One with the council, for the programme."""
    of = {"programme": cast.pfpp, "created_by": cast.author}
    return {"relationship": relationship(cast.bradford, cast.council, **of)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """As everywhere."""
    return each(make(seen.cast))


def hide(seen: Seen, hidden: Any) -> None:
    """What was done at a place that everybody sees, from the public."""
    if seen.who == "resident":
        texts = said("with_said", "purpose", "trust")
        made = relationship(seen.cast.bradford, seen.cast.council, **texts)
        hidden["relationship"].append(made)


def fill(more: More) -> None:
    """One of each number."""
    seen = more.seen
    relationship(
        seen.cast.bradford, more.body, purpose=f"Talk {more.number}", programme=seen.cast.pfpp
    )
