"""The rows of a file that was sent, kept as they stand there, with what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from imports.models import RecordImport
from imports.record_import.aside import Finder
from records.files.headings import Area
from records.files.lists import ListRead

LONGEST_CELL = 20_000
MOST_MERGED = 1_000


def keep(row: RecordImport, file: ListRead) -> None:
    """Keep all rows as they stand in the file, and what is to be said of them."""
    finder = Finder(file.head, file.merged)
    row.rows, cut = _copy(row, file, finder)
    row.unusable = [*map(list, file.problems), *cut, *merged(file)]
    row.notes = notes(file)
    row.note_found(is_hidden=file.is_hidden, rows=[] if file.is_objects else finder.found)


def _copy(row: RecordImport, file: ListRead, finder: Finder) -> tuple[int, list[list[Any]]]:
    """Copy the rows; gives their number, and which cells are cut."""
    count, cut = 0, list[list[Any]]()
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY imports_importrow (record_import_id, number, cells) FROM STDIN") as copy,
    ):
        for number, cells in file.rows():
            whole = "".join(cells)
            copy.write_row((row.pk, number, _array(cells, whole)))
            count += 1
            finder.look(number, cells)
            if len(whole) > LONGEST_CELL:
                cut += _cut(number, cells)
    return count, cut


def _cut(number: int, cells: list[str]) -> Iterator[list[Any]]:
    """Cells of which not all is kept: who matches their column is told."""
    for at, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            text = f"has {len(cell):,} characters. At most {LONGEST_CELL:,} are kept: shorten it"
            yield [number, at, text]


def _array(cells: list[str], whole: str) -> str:
    """Cells as PostgreSQL writes an array; the driver would look at each of them.

    ``whole`` are all of them together.
    """
    if len(whole) > LONGEST_CELL or '"' in whole or "\\" in whole or "\x00" in whole:  # few rows
        cells = [
            cell[:LONGEST_CELL].replace("\x00", " ").replace("\\", "\\\\").replace('"', '\\"')
            for cell in cells
        ]
    return '{"' + '","'.join(cells) + '"}'


def merged(file: ListRead) -> list[list[Any]]:
    """Cells merged over several rows below the headings: the lower ones would be empty, whatever is
    seen there. What is merged across one row reads as it is seen.
    """
    made: list[list[Any]] = []
    for address in file.merged:
        area = Area.of(address)
        if area and area.bottom > max(area.top, file.head_row):
            text = f"cells {address} are merged. Unmerge them: each record has its own row"
            first = max(area.top, file.head_row + 1)
            rows = range(first, min(area.bottom, first + MOST_MERGED) + 1)
            made += [[number, area.left, text] for number in rows]
    return made


def notes(file: ListRead) -> list[str]:
    """What is to be known of how the file was read."""
    made = []
    if file.encoding == "cp1252":
        made.append(
            "The file is not UTF-8 and is read as Windows writes it. Check letters with accents."
        )
    return made
