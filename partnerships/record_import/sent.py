"""The rows of a file that was sent, kept as they stand there, with what is to be said of it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from partnerships.models import RecordImport
from records.files.lists import ListRead

LONGEST_CELL = 20_000


def keep(row: RecordImport, file: ListRead) -> int:
    """Keep all rows as they stand in the file; gives their number."""
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY partnerships_importrow (record_import_id, number, cells) FROM STDIN"
        ) as copy,
    ):
        for number, cells in file.rows():
            copy.write_row((row.pk, number, _array(cells)))
            count += 1
    return count


def _array(cells: list[str]) -> str:
    """Cells as PostgreSQL writes an array; the driver would look at each of them."""
    whole = "".join(cells)
    if len(whole) > LONGEST_CELL or '"' in whole or "\\" in whole or "\x00" in whole:  # few rows
        cells = [
            cell[:LONGEST_CELL].replace("\x00", " ").replace("\\", "\\\\").replace('"', '\\"')
            for cell in cells
        ]
    return '{"' + '","'.join(cells) + '"}'


def merged(file: ListRead) -> list[list[Any]]:
    """Merged cells below the headings: the lower ones would be empty, whatever is seen there."""
    made: list[list[Any]] = []
    for area in file.merged:
        last = "".join(letter for letter in area.partition(":")[2] if letter.isdigit())
        if last and int(last) > file.head_row:
            text = f"cells {area} are merged. Unmerge them: each record has its own row"
            made.append([0, None, text])
    return made


def notes(file: ListRead) -> list[str]:
    """What is to be known of how the file was read."""
    made = []
    if file.others:
        others = ", ".join(f"“{name[:60]}”" for name in file.others[:5])
        made.append(f"The sheet “{file.sheet[:60]}” is read. These are not: {others}.")
    if file.encoding == "cp1252":
        made.append(
            "The file is not UTF-8 and is read as Windows writes it. Check letters with accents."
        )
    return made
