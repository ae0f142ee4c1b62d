"""What loading a file changes: counted, with the largest changes and what stays beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from geography.models import Attribution

SHOWN = 10
NAMED = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What one place has before and after."""

    place: str
    url: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """One release in a file, with its day in words.

    ``other_releases`` are the others of its list, which stay as they are.

    ``base`` is what it is compared with: the same release where that ``is_correction``, else the
    one before; empty for the first. ``why_not`` says why figures are not compared.
    ``is_of_record``: it changes the places themselves, and no release stays beside it.
    ``details`` are the changed rows whose figure stays: another source, interval, note or code.
    """

    title: str
    release: str
    as_of: str = ""
    base: str = ""
    is_correction: bool = False
    is_of_record: bool = False
    rows: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    unknown: int = 0
    details: int = 0
    why_not: str = ""
    other_releases: tuple[str, ...] = ()
    note: str = ""
    is_figures: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """Those beside it that it is not compared with."""
        return tuple(one for one in self.other_releases if one != self.base)


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a file changes. ``places`` are the ids of those of which it says something else.

    ``without`` are places that had a row before and have none in this file; ``left_out`` areas
    that the record has no place for; ``also`` what else changes: definitions, lines of licences.
    ``left`` is what the file says otherwise and the record keeps, since it is newer.
    ``sources`` are the publications that the file names, each with its licence.
    """

    parts: tuple[Part, ...] = ()
    largest: tuple[Change, ...] = ()
    without: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    places: tuple[int, ...] = field(default=(), repr=False)
    covers: tuple[tuple[str, ...], ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def new(self) -> int:
        return sum(part.new for part in self.parts)

    @property
    def changed(self) -> int:
        return sum(part.changed for part in self.parts)

    @property
    def gone(self) -> int:
        return sum(part.gone for part in self.parts)

    @property
    def changes_nothing(self) -> bool:
        """Whether the record says all of it already."""
        return not (self.new or self.changed or self.gone or self.also) and all(
            part.is_correction or part.is_of_record for part in self.parts
        )

    @property
    def release(self) -> str:
        """The release in a few words: "2026", "Renting, Census 2031", "3 releases"."""
        if len(self.parts) != 1:
            return f"{len(self.parts)} releases"
        part = self.parts[0]
        return f"{part.title}, {part.release}" if part.is_figures else part.release

    @property
    def as_json(self) -> dict[str, Any]:
        """It as it is kept, and compared with what loading would do by then."""
        return _listed(asdict(self))

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Preview:
        """What was kept."""
        parts = tuple(
            Part(**{**part, "other_releases": tuple(part["other_releases"])})
            for part in kept["parts"]
        )
        rest = {name: tuple(value) for name, value in kept.items() if name != "parts"}
        rest["largest"] = tuple(Change(**change) for change in kept["largest"])
        return cls(parts=parts, **rest)


def source_words(slugs: Iterable[str]) -> tuple[str, ...]:
    """Each publication with its publisher, licence and line, as the record has them."""
    rows = Attribution.objects.filter(source__slug__in=set(slugs)).select_related("source")
    return tuple(
        f"{', '.join(filter(None, (row.source.title, row.source.publisher)))}: "
        f"{row.licence}, “{row.line}”"
        for row in rows.order_by("source__title", "source_id")
    )


def _listed(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    if isinstance(value, dict):
        return {name: _listed(part) for name, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, list | tuple) else value
