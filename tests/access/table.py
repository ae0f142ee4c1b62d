"""The access table: every named address, which record it names, and who gets through.

A row stands for one address and method. Whoever may not see the record gets 404, whoever sees it
but may not do this gets 403, whoever is signed out where sign-in is needed is sent to sign in.
Each subject says its rows in its ``sweep.py``; ``tests/access/test_access.py`` walks all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from registry.declared_kind import Kind
from tests.access import readers, subjects


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``name``: the url name. ``of``: the family of the record that the address names ("" for none).
    ``permission``: the cast who get through, out of those who may read; None for all readers.
    ``narrow``: who do so as well where its level is not for the programme's people.
    ``public``: whether signed-out people are answered, not sent to sign in. ``method``: GET or POST
    (a POST is sent empty). ``page``: whether GET gives an HTML page, which the page sweep and the
    accessibility tests then open. ``query``: GET parameters. ``answers``: the statuses that count
    as getting through.
    """

    name: str
    of: str = ""
    permission: frozenset[str] | None = None
    narrow: frozenset[str] = frozenset()
    public: bool = False
    method: str = "GET"
    page: bool = True
    query: str = ""
    answers: tuple[int, ...] = (200,)

    def __str__(self) -> str:
        return f"{self.method} {self.name}{' ' + self.of if self.of else ''}{self.query}"

    def readers(self, level: str) -> frozenset[str]:
        """Who reads the record that it names, at this level."""
        return families()[self.of].readers[level]

    def refuses(self, who: str, level: str) -> bool:
        """Whether somebody who reads the record of this level may not do this."""
        if self.permission is None or who in self.permission:
            return False
        return who not in self.narrow or level not in ("team", "place")

    def address(self, record: Any) -> str:
        """Where it leads for this record."""
        return reverse(self.name, args=families()[self.of].address(record)) + self.query


def post(name: str, of: str = "", **fields: object) -> Row:
    """A row for an empty POST: accepted ones answer with the form again or a redirect."""
    return Row(
        name,
        of,
        method="POST",
        page=False,
        answers=(200, 302, 400, 422),
        **fields,
    )


def rows_of_kind(kind: type[Kind], above: str, permission: frozenset[str]) -> list[Row]:
    """The rows of a declared kind with a list below each record ``above``, and its forms."""
    one = str(kind.key)
    forms = [(kind.name_of("Add"), above), (kind.name_of("Edit"), one)]
    if "TakeBack" in kind.made():
        forms.append((kind.name_of("TakeBack"), one))
    return [
        Row(kind.name_of("List"), above, public=kind.public),
        Row(kind.name_of("List"), above, public=kind.public, query="?format=csv", page=False),
        *(Row(name, of, permission=permission) for name, of in forms),
        *(post(name, of, permission=permission) for name, of in forms),
    ]


# --- What an address carries of its record ---


def by_slug(record: Any) -> list[Any]:
    """Its words."""
    return [record.slug]


def by_number(record: Any) -> list[Any]:
    """Its number."""
    return [record.pk]


def by_reference(record: Any) -> list[Any]:
    """Its reference: B-000123."""
    return [record.reference]


def of_pilot(record: Any) -> list[Any]:
    """Its pilot's words and its own number."""
    return [record.pilot.slug, record.pk]


def numbered_of_pilot(record: Any) -> list[Any]:
    """Its pilot's words and its number among the pilot's."""
    return [record.pilot.slug, record.number]


def as_it_stands(record: Any) -> list[Any]:
    """The record is what the address carries: what stands in a letter, the kind and number …"""
    return record or ["1", "no-such-key"]


def nothing(record: Any) -> list[Any]:
    """No record."""
    return []


@dataclass(frozen=True)
class Family:
    """Records of one kind: who reads the one of each level, and what its address carries."""

    readers: dict[str, frozenset[str]]
    address: Callable[[Any], list[Any]] = by_slug


# --- What the subjects say ---


@cache
def rows() -> tuple[Row, ...]:
    """All rows, subject by subject."""
    return tuple(row for one in subjects.sweeps() for row in getattr(one, "ROWS", ()))


@cache
def families() -> dict[str, Family]:
    """All families, by name."""
    found = {"": Family(readers.OPEN, nothing)}
    for one in subjects.sweeps():
        found |= getattr(one, "FAMILIES", {})
    return found


def file_of(row: Row) -> str:
    """The file that says this row."""
    said_in = (one for one in subjects.sweeps() if row in getattr(one, "ROWS", ()))
    return subjects.file_of(next(said_in))


def without_record(made: dict[str, Any]) -> list[str]:
    """The families that a world has no record of, with the file that makes none."""
    return [
        f"{subjects.file_of(one)} makes no {name}"
        for one in subjects.sweeps()
        for name in getattr(one, "FAMILIES", ())
        if name not in made
    ]
