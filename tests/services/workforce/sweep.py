"""What partners do together about their workforce: read by everybody."""

from __future__ import annotations

from typing import Any

from services.models import WorkforceAction, WorkforcePartner
from tests.access import readers
from tests.access.many import More
from tests.access.open_world import PAST
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"workforce_action": Family(readers.OPEN, by_number)}

MAPPERS = readers.KEEPERS | {"bradford_officer"}

ROWS = [
    Row("place_workforce", "place", public=True),
    Row("place_workforce", "place", public=True, query="?kind=training"),
    Row("place_workforce", "place", public=True, query="?format=csv", page=False),
    Row("workforce_action_add", "place", permission=MAPPERS),
    post("workforce_action_add", "place", permission=MAPPERS),
    Row("workforce_action_edit", "workforce_action", permission=MAPPERS),
    post("workforce_action_edit", "workforce_action", permission=MAPPERS),
    Row("workforce_action_history", "workforce_action", public=True),
]


def workforce_action(
    place: Any, *partners: Any, what: str = "One course for carers", **fields: Any
) -> WorkforceAction:
    """One at a place, by these bodies."""
    made = WorkforceAction.objects.create(place=place, what=what, **{"kind": "training", **fields})
    for body in partners:
        WorkforcePartner.objects.create(action=made, organisation=body)
    return made


def make(cast: Cast) -> dict[str, Any]:
    """One of the council."""
    at = {"created_by": cast.author, "start": PAST, "staff": 20}
    return {"workforce_action": workforce_action(cast.bradford, cast.council, **at)}


def fill(more: More) -> None:
    """One of each number."""
    workforce_action(
        more.seen.cast.bradford,
        more.body,
        what=f"Course {more.number}",
        staff=more.number,
        source=more.seen.source,
    )
