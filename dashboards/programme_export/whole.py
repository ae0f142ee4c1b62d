"""Everything of a programme as a zip, written while it is sent: it never stands whole anywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import timezone

from access.visibility import reader_of
from dashboards.programme_export import changes
from interface import exports
from interface.columns import Column
from interface.exports import safe_row
from interface.made_up import PAGE_SAYS
from interface.words import date_words, list_words
from partnerships.place.attribution import AUTHORITIES, CARE_BOARDS, STATISTICS
from records.switches import used
from registry.programme_files import ProgrammeFile, Scope

LINES = 200
# Tells spreadsheets that a CSV is UTF-8
MARK = "\ufeff"

Lines = Iterable[Iterable[Any]]
Pieces = Iterable[str] | Iterable[bytes]
Beside = Iterable[tuple[str, Pieces]]


@dataclass
class _Sent:
    """Where the zip is written: it keeps only what was not sent yet, and cannot go back."""

    waiting: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data = b"".join(self.waiting)
        self.waiting.clear()
        return data


def zipped(files: Iterable[tuple[str, Pieces]]) -> Iterator[bytes]:
    """The zip in pieces, from names and the pieces of each file: text, or bytes."""
    sent = _Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload]  # it only writes
        for name, pieces in files:
            about = ZipInfo(name, timezone.localtime().timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            with book.open(about, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece.encode() if isinstance(piece, str) else piece)
                    if data := sent.taken():
                        yield data
    yield sent.taken()


def as_csv(lines: Lines) -> Iterator[str]:
    """Lines of a CSV, a few hundred at a time."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write(MARK)
    for number, line in enumerate(lines, 1):
        writer.writerow(safe_row(line))
        if number % LINES == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


CODEBOOK = "codebook.csv"
CHANGES = "changes.csv"
README = "README.txt"


@dataclass(frozen=True)
class File:
    """A file of the zip, as the page and the README say it."""

    name: str
    about: str


@dataclass
class Counts:
    """How many rows went into each file so far."""

    rows: dict[str, int] = field(default_factory=dict)

    def of(self, name: str, rows: Iterable[Any]) -> Iterator[Any]:
        """The same rows, counted on their way."""
        self.rows[name] = 0
        for row in rows:
            self.rows[name] += 1
            yield row


def files() -> list[File]:
    """Every file with rows."""
    made = [File(table.file, table.about) for table in used(ProgrammeFile)]
    return [*made, File(CHANGES, changes.ABOUT)]


def stream(scope: Scope, site: str, beside: Beside = ()) -> Iterator[bytes]:
    """The zip in pieces, made while it is sent; ``beside`` are files that stand before its tables.

    Of one pilot, tables without a row are left out.
    """
    return zipped(chain(beside, _files(scope, site)))


def _files(scope: Scope, site: str) -> Iterator[tuple[str, Pieces]]:
    counts = Counts()
    made_up = made_up_column(scope)
    yield CODEBOOK, as_csv(_codebook(made_up))
    for table in used(ProgrammeFile):
        rows = table.read(scope)
        first = list(islice(rows, 1))
        if scope.pilot and not first:
            continue
        read = counts.of(table.file, chain(first, rows))
        yield table.file, _csv((*table.columns, made_up), read)
    yield CHANGES, _csv((*changes.COLUMNS, made_up), counts.of(CHANGES, changes.read(scope)))
    yield README, [readme(scope, site, counts)]


def _csv(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[str]:
    def lines() -> Iterator[Iterable[Any]]:
        yield [column.name for column in columns]
        for row in rows:
            yield [column.value(row) for column in columns]

    return as_csv(lines())


def made_up_column(scope: Scope) -> Column:
    """The last column of each file: all of it is made up, or nothing."""
    column = exports.made_up_column(lambda _: scope.is_made_up)
    return replace(column, label="", values="yes; no")


def _codebook(made_up: Column) -> Iterator[Iterable[Any]]:
    """What each column of each file means, what it may hold, and what an empty cell says."""
    yield ("file", "column", "meaning", "unit_or_values", "an_empty_cell_means")
    described = [(table.file, table.columns) for table in used(ProgrammeFile)]
    for file, columns in (*described, (CHANGES, changes.COLUMNS)):
        for column in (*columns, made_up):
            yield (file, column.name, column.explained, column.values, column.blank)


def readme(scope: Scope, site: str, counts: Counts) -> str:
    """What the zip is, for whom it was made, and what to know before reading it."""
    context = {
        "record": scope.record,
        "is_pilot": scope.pilot is not None,
        "made_up": PAGE_SAYS if scope.is_made_up else "",
        "address": f"{site}{scope.record.get_absolute_url()}",
        "site": site,
        "today": date_words(timezone.localdate()),
        "roles": _roles(scope.user),
        "attributions": (STATISTICS, AUTHORITIES, CARE_BOARDS),
        "files": [(file, counts.rows[file.name]) for file in files() if file.name in counts.rows],
    }
    return render_to_string("dashboards/programme_export/readme.txt", context)


def _roles(user: Any) -> str:
    """The reader by their roles, never by name."""
    reader = reader_of(user)
    if reader is None or not reader.roles:
        return "no role, who reads what everybody signed in may read"
    roles = [f"“{role}”" for role in reader.roles]
    return f"the {'role' if len(roles) == 1 else 'roles'} {list_words(roles)}"
