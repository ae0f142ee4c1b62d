"""Estimates: what somebody worked out, for places."""

from __future__ import annotations

from typing import Any

from funding.models import Estimate, EstimatePlace
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level

FAMILIES = {"estimate": Family(readers.BY_LEVEL, by_number)}

ADDS = frozenset(
    {
        *("bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor", "desnz_official", "pfpp_lead"),
    }
)
EDITS = readers.EDITORS | {"pfpp_lead"}

ROWS = [
    Row("estimates", public=True),
    Row("estimates", public=True, query="?place=bradford&effect=saving&net=net"),
    Row("estimates", public=True, query="?format=csv", page=False),
    Row("estimate", "estimate", public=True),
    Row("estimate_add", permission=ADDS),
    Row("estimate_add", permission=ADDS, query="?place=bradford&programme=pfpp", page=False),
    post("estimate_add", permission=ADDS),
    Row("estimate_edit", "estimate", permission=EDITS),
    post("estimate_edit", "estimate", permission=EDITS),
    Row("estimate_history", "estimate", public=True),
    Row("estimate_take_back", "estimate", permission=EDITS),
    post("estimate_take_back", "estimate", permission=EDITS),
]


def estimate(place: Any, **fields: Any) -> Estimate:
    """A saving of so much at a place."""
    made = Estimate.objects.create(**{"title": "One team", "effect": "saving", **fields})
    EstimatePlace.objects.create(estimate=made, place=place)
    return Estimate.objects.get(pk=made.pk)


def at_level(at: Level) -> dict[str, Any]:
    """One of Bradford."""
    words = f"Estimate {at.level}"
    return {"estimate": estimate(at.cast.bradford, title=words, amount_low=1000, **at.common)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of Bradford, by the council."""
    made = estimate(
        seen.cast.bradford,
        title="One team for families",
        amount_low=4000,
        author=seen.cast.council,
        source=seen.source,
        **seen.at_bradford.at("public"),
    )
    return {"estimate": [made]}


def hide_at(at: HiddenAt) -> None:
    """One of the same programme and place as the open one."""
    made = estimate(
        at.scope.place,
        amount_low=900,
        source=at.seen.source,
        **said("title", "method", "note", "author_said"),
        **at.common,
    )
    at.hidden["estimate"].append(made)


def fill(more: More) -> None:
    """One beside the first."""
    seen = more.seen
    estimate(
        seen.cast.bradford,
        title=f"Estimate {more.number}",
        amount_low=10,
        author=more.body,
        source=seen.source,
        programme=seen.cast.pfpp,
        **OPEN,
    )
