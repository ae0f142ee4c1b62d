"""A world in which everybody reads everything, but for what public records point to.

Next to it stand records that one reader may not see (``tests/access/hidden.py``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from partnerships.models import Organisation, Place, Programme, Topic
from people.models import Team
from records.models import Source
from tests import builders
from tests.access import readers, subjects
from tests.access.world import Level
from tests.builders import Cast

MARK, LURE = "zqhidden", "quixotic"
SECRET = f"{MARK} {LURE}"
SECRET_LINK = f"https://example.test/{MARK}"
PAST, AHEAD = dt.date(2026, 1, 1), dt.date(2027, 2, 1)
AT_BRADFORD = frozenset(
    {"bradford_officer", "bradford_editor", "region_editor", "yorkshire_connector"}
)
OF_LUTON = frozenset({"luton_editor", "luton_officer"})


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def withdrawn() -> dict[str, Any]:
    """What makes a record that everybody would read one that nobody finds."""
    return {
        "withdrawn_at": dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
        **said("withdrawn_because"),
    }


def each(found: dict[str, Any]) -> dict[str, list[Any]]:
    """One record of each family."""
    return {family: [record] for family, record in found.items()}


@dataclass(frozen=True)
class Scope:
    """Where hidden records stand, and whose they are."""

    place: Place
    beside: Place
    team: Team
    programme: Programme
    author: Any

    def at(self, level: str) -> dict[str, Any]:
        """What says who reads a record."""
        return {
            "visibility": level,
            "team": self.team,
            "programme": self.programme,
            "created_by": self.author,
        }


@dataclass
class Seen:
    """Public records at Bradford and Luton, and the reader to whom the rest must stay unknown."""

    who: str
    cast: Cast
    source: Source
    topic: Topic
    agency: Organisation
    others: list[Any]
    at_bradford: Scope
    at_luton: Scope
    families: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def reader(self) -> Any:
        """The account of the reader."""
        return getattr(self.cast, self.who)

    @property
    def away(self) -> Place:
        """A place at which the reader has no role."""
        return self.cast.luton if self.who in AT_BRADFORD else self.cast.bradford

    def scope(self, level: str) -> Scope:
        """Where a record of this level is hidden from the reader: Bradford, else Luton."""
        return self.at_luton if self.who in readers.BY_LEVEL[level] else self.at_bradford

    @property
    def not_of_reader(self) -> int:
        """Which of two public records, at Bradford and Luton, this reader has no part in."""
        return 1 if self.who in readers.PROGRAMME else 0

    def level(self, **common: Any) -> Level:
        """The level *public*, for a subject that makes its records as in the table's world."""
        made = {family: records[0] for family, records in self.families.items()}
        return Level(self.cast, "public", common or self.at_bradford.at("public"), made)

    def first(self, family: str) -> Any:
        """The public record of a family at Bradford."""
        return self.families[family][0]


def open_world(who: str) -> Seen:
    """Public records, each with a hidden neighbour where it can have one: a parent, a fund …"""
    cast = builders.cast()
    [east] = Place.objects.filter(slug="east-of-england")
    topic = Topic.objects.create(name="Housing", slug="housing")
    source = Source.objects.create(slug="guidance", title="Guidance", is_open=True)
    others = [
        one
        for name in ("author", "luton_officer", "outsider", "former_officer")
        if name != who and (one := getattr(cast, name))
    ]
    beside = cast.region if who in OF_LUTON else cast.luton
    elsewhere = builders.programme("Second programme", [cast.luton])
    seen = Seen(
        who,
        cast,
        source,
        topic,
        builders.organisation("Homes Agency", "arms_length_body"),
        others,
        Scope(cast.bradford, beside, cast.team, cast.pfpp, cast.author),
        Scope(cast.luton, east, builders.team("Second team"), elsewhere, cast.luton_officer),
    )
    seen.families[""] = [None]
    for subject in subjects.sweeps():
        seen.families |= _of_subject(subject, seen)
    return seen


def _of_subject(subject: ModuleType, seen: Seen) -> dict[str, list[Any]]:
    """What a subject has in this world: its own, or all that it has, at the level *public*."""
    if hasattr(subject, "in_open_world"):
        return subject.in_open_world(seen)
    found: dict[str, Any] = {}
    if hasattr(subject, "make"):
        found |= subject.make(seen.cast)
    if hasattr(subject, "at_level"):
        at = seen.level()
        at.made.update(found)
        found |= subject.at_level(at)
    return each(found)
