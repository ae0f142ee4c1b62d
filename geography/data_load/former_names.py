"""What departments were called before: names with their days where a source says so, else words by
which they are found, with a note that no source does."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geography.data_load.body_table import sources_of
from geography.england.table import TABLE, Problem, TableError
from partnerships.models import OrganisationName, Synonym
from records.dates import DateWithPrecision

FORMER_NAMES = TABLE.with_name("former_names.csv")
COLUMNS = ["slug", "name", "short_name", "valid_from", "valid_to", "source", "note"]


@dataclass(frozen=True, slots=True)
class Called:
    """A line of the table: what a body was called, from when and until when.

    Without a source it is no name of the body: ``note`` is said to whoever types it.
    """

    body: int
    name: str
    short_name: str
    since: DateWithPrecision | None
    until: DateWithPrecision | None
    source: int | None
    note: str

    def as_name(self) -> OrganisationName:
        """The row that says so."""
        row = OrganisationName(
            organisation_id=self.body,
            name=self.name,
            short_name=self.short_name,
            source_id=self.source,
        )
        _date(row, "valid_from", self.since)
        _date(row, "valid_to", self.until)
        return row

    def is_said_by(self, row: OrganisationName) -> bool:
        """Whether this name, in this time or a part of it, is recorded already."""
        since = max(self.since.first if self.since else dt.date.min, row.valid_from or dt.date.min)
        until = min(self.until.first if self.until else dt.date.max, row.valid_to or dt.date.max)
        return _same(row.name, self.name) and since < until


def add_former_names(path: Path, bodies: dict[str, int]) -> set[int]:
    """Give each body, by the address in the table, the names that it lacks; gives those that did.

    A name that people recorded stays as they wrote it. Raises TableError.
    """
    table = _read(path, bodies)
    there: dict[int, list[OrganisationName]] = {}
    for row in OrganisationName.objects.filter(organisation__in={one.body for one in table}):
        there.setdefault(row.organisation_id, []).append(row)
    changed = set(_first_days(table, there))
    names = [
        one.as_name()
        for one in table
        if one.source and one.until and not any(map(one.is_said_by, there.get(one.body, [])))
    ]
    OrganisationName.objects.bulk_create(names)
    words = _words([one for one in table if not one.source])
    Synonym.objects.bulk_create(words)
    changed |= {row.organisation_id for row in names}
    return changed | {row.organisation_id for row in words if row.organisation_id}


def _read(path: Path, bodies: dict[str, int]) -> list[Called]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lines = list(reader)
    if reader.fieldnames != COLUMNS:
        raise TableError([Problem(0, "", f"The columns of {path.name} are {', '.join(COLUMNS)}")])
    sources = sources_of({line["source"] for line in lines} - {""})
    table, problems = list[Called](), list[Problem]()
    for number, line in enumerate(lines, 2):
        source, note, days = line["source"], line["note"], dict[str, DateWithPrecision | None]()
        for column in ("valid_from", "valid_to"):
            try:
                days[column] = DateWithPrecision.parse(line[column]) if line[column] else None
            except ValueError as why:
                problems.append(Problem(number, column, str(why)))
        if line["slug"] not in bodies:
            problems.append(Problem(number, "slug", f"there is no body {line['slug']}"))
        elif source and source not in sources:
            problems.append(Problem(number, "source", f"there is no source {source}"))
        elif bool(source) == bool(note):
            problems.append(Problem(number, "note", "a name has a source, or a note that none has"))
        elif len(days) == 2:
            called = (line["name"], line["short_name"], days["valid_from"], days["valid_to"])
            table.append(Called(bodies[line["slug"]], *called, sources.get(source), note))
    if problems:
        raise TableError(problems)
    return table


def _first_days(table: Iterable[Called], there: dict[int, list[OrganisationName]]) -> Iterator[int]:
    """Since when bodies have the name of today, where that was not known."""
    for one in table:
        if one.until is not None or one.source is None:
            continue
        for row in there.get(one.body, []):
            undated = row.valid_from is None and row.valid_to is None
            if undated and _same(row.name, one.name):
                _date(row, "valid_from", one.since)
                row.source_id = one.source
                row.save()
                yield one.body


def _words(table: Iterable[Called]) -> list[Synonym]:
    """The words of names without a source by which bodies are not found yet."""
    bodies = {one.body for one in table}
    said = Synonym.objects.filter(organisation__in=bodies).values_list("words", "organisation")
    short = OrganisationName.objects.filter(organisation__in=bodies)
    kept = [*said, *short.values_list("short_name", "organisation")]
    found = {(words.casefold(), body) for words, body in kept}
    return [
        Synonym(words=words, organisation_id=one.body, note=one.note)
        for one in table
        for words in (one.name, one.short_name)
        if words and (words.casefold(), one.body) not in found
    ]


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _date(row: OrganisationName, column: str, date: DateWithPrecision | None) -> None:
    if date is not None:
        setattr(row, column, date.first)
        setattr(row, f"{column}_precision", date.precision)
