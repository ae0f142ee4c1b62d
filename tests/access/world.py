"""One record of each family at each level, for the sweeps; each subject makes its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests import builders
from tests.access import readers, subjects
from tests.builders import Cast


@dataclass
class World:
    """The cast, and ``at[level][family]``: the record that an address names at a level."""

    cast: Cast
    at: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """A level, and what was made at it so far: ``at["pilot"]``."""

    cast: Cast
    level: str
    common: dict[str, Any]  # what says who reads a record of this level
    made: dict[str, Any]

    def __getitem__(self, family: str) -> Any:
        return self.made[family]


def make() -> World:
    """Everything at every level; open records are the same at each."""
    cast = builders.cast()
    world = World(cast)
    same: dict[str, Any] = {"": None}
    for part in subjects.parts("make"):
        same |= part(cast)
    for level in readers.BY_LEVEL:
        common = {
            "visibility": level,
            "programme": cast.pfpp,
            "team": cast.team,
            "created_by": cast.author,
        }
        at = Level(cast, level, common, dict(same))
        for part in subjects.parts("at_level"):
            at.made.update(part(at))
        world.at[level] = at.made
    return world
