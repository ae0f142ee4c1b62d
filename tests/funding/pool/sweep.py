"""Pools: budgets that several bodies pay into, with what is paid in and spent."""

from __future__ import annotations

from typing import Any

from funding.models import Pool, PoolContribution, PoolPlace, PoolYear
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import AHEAD, PAST, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level


def _part_address(record: Any) -> list[Any]:
    return [record.pool_id, record.pk]


FAMILIES = {
    "pool": Family(readers.BY_LEVEL, by_number),
    "pool_contribution": Family(readers.BY_LEVEL, _part_address),
    "pool_year": Family(readers.BY_LEVEL, _part_address),
}

ADDS = frozenset(
    {
        *("bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor", "desnz_official", "pfpp_lead"),
    }
)
EDITS = readers.EDITORS | {"pfpp_lead"}

ROWS = [
    Row("pools", public=True),
    Row("pools", public=True, query="?place=bradford&basis=section_75"),
    Row("pools", public=True, query="?format=csv", page=False),
    Row("pool", "pool", public=True),
    Row("pool_add", permission=ADDS),
    Row("pool_add", permission=ADDS, query="?place=bradford", page=False),
    post("pool_add", permission=ADDS),
    Row("pool_edit", "pool", permission=EDITS),
    post("pool_edit", "pool", permission=EDITS),
    Row("pool_history", "pool", public=True),
    Row("pool_take_back", "pool", permission=EDITS),
    post("pool_take_back", "pool", permission=EDITS),
    Row("pool_contribution_add", "pool", permission=EDITS),
    post("pool_contribution_add", "pool", permission=EDITS),
    Row("pool_contribution_edit", "pool_contribution", permission=EDITS),
    post("pool_contribution_edit", "pool_contribution", permission=EDITS),
    Row("pool_year_add", "pool", permission=EDITS),
    post("pool_year_add", "pool", permission=EDITS),
    Row("pool_year_edit", "pool_year", permission=EDITS),
    post("pool_year_edit", "pool_year", permission=EDITS),
]


def pool(place: Any, **fields: Any) -> Pool:
    """One for the people of a place."""
    made = Pool.objects.create(**{"name": "Family pool", "basis": "section_75", **fields})
    PoolPlace.objects.create(pool=made, place=place)
    return Pool.objects.get(pk=made.pk)


def _parts(made: Pool, body: Any, year: int = 2026, **fields: Any) -> dict[str, Any]:
    return {
        "pool_contribution": PoolContribution.objects.create(
            pool=made, organisation=body, year=year, agreed_low=700
        ),
        "pool_year": PoolYear.objects.create(pool=made, year=year, budget=700, spent=800, **fields),
    }


def at_level(at: Level) -> dict[str, Any]:
    """One of Bradford, with its parts."""
    made = pool(at.cast.bradford, name=f"Pool {at.level}", **at.common)
    return {"pool": made, **_parts(made, at.cast.council)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of Bradford that the council hosts."""
    made = pool(
        seen.cast.bradford,
        host=seen.cast.council,
        start=PAST,
        end=AHEAD,
        source=seen.source,
        **seen.at_bradford.at("public"),
    )
    parts = _parts(made, seen.cast.council)
    return {"pool": [made], **{kind: [part] for kind, part in parts.items()}}


def hide_at(at: HiddenAt) -> None:
    """One that the council hosts, with its parts."""
    made = pool(
        at.scope.place,
        host=at.seen.cast.council,
        end=AHEAD,
        source=at.seen.source,
        **said("name", "manager", "functions", "sharing", "monitoring"),
        **at.common,
    )
    at.hidden["pool"].append(made)
    for kind, part in _parts(made, at.seen.cast.council, **said("note")).items():
        at.hidden[kind].append(part)


def fill(more: More) -> None:
    """One, and one more contribution and year of the first."""
    seen = more.seen
    pool(
        seen.cast.bradford,
        name=f"Pool {more.number}",
        host=more.body,
        source=seen.source,
        programme=seen.cast.pfpp,
        **OPEN,
    )
    _parts(seen.first("pool"), more.body, 1995 + more.number)
