"""One record of each family at each level, for the sweeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from records.models import Draft, Source
from tests import builders
from tests.access import readers
from tests.builders import Cast


@dataclass
class World:
    """The cast, and ``at[level][family]``: the record that an address names at a level."""

    cast: Cast
    at: dict[str, dict[str, Any]] = field(default_factory=dict)


# Who reads the record of each family, by level.
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "": readers.OPEN,
    "place": readers.OPEN,
    "organisation": readers.OPEN,
    "programme": readers.OPEN,
    "source": readers.OPEN,
    "pilot": readers.BY_LEVEL,
    "indicator": readers.BY_LEVEL,
    "update": readers.NOT_ACCEPTED,
    "accepted_update": readers.BY_LEVEL,
    "barrier": readers.BY_LEVEL,
    "unowned_barrier": readers.NEEDS_OWNER,
    "flow": readers.BY_LEVEL,
    "draft": dict.fromkeys(readers.BY_LEVEL, frozenset({"author"})),
    "reset_link": readers.OPEN,
}


def address_of(family: str, record: Any) -> list[Any]:
    """What the address of a family's record carries."""
    match family:
        case "":
            return []
        case "barrier" | "unowned_barrier":
            return [record.reference]
        case "update" | "accepted_update" | "indicator":
            return [record.pilot.slug, record.number]
        case "flow" | "draft":
            return [record.pk]
        case "reset_link":
            return ["1", "no-such-key"]
    return [record.slug]


def make() -> World:
    """Everything at every level; open records are the same at each."""
    cast = builders.cast()
    world = World(cast)
    draft = Draft.objects.create(author=cast.author, form="log-barrier", target="")
    source = Source.objects.create(slug="guidance", title="Programme guidance")
    for level in readers.BY_LEVEL:
        common = {
            "visibility": level,
            "programme": cast.pfpp,
            "team": cast.team,
            "created_by": cast.author,
        }
        pilot = builders.pilot(cast.bradford, f"Pilot seen by {level}", **common)
        update = builders.update(pilot, by=cast.author)
        accepted = builders.update(pilot, by=cast.author, state="accepted")
        indicator = builders.indicator(pilot, target_low=100)
        builders.actual(indicator, 67, counts="same")
        category = builders.category()
        barrier = {"category": category, "pilot": pilot, **common}
        world.at[level] = {
            "": None,
            "place": cast.bradford,
            "organisation": cast.council,
            "programme": cast.pfpp,
            "source": source,
            "draft": draft,
            "reset_link": None,
            "pilot": pilot,
            "indicator": indicator,
            "update": update,
            "accepted_update": accepted,
            "barrier": builders.barrier(cast.bradford, f"We cannot {level}", **barrier),
            "unowned_barrier": builders.barrier(
                cast.bradford, f"We cannot {level} alone", status="needs_owner", **barrier
            ),
            "flow": builders.flow(cast.bradford, 1000, description=f"Money {level}", **common),
        }
    return world
