"""Several sheets of a file that come in together: the rows of the others are joined to one of them.

Each row keeps its number within its sheet: those of the second sheet are counted from 100,000.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from imports.record_import.models import STEP, RecordImport
from registry.import_readers import plain
from registry.imported import NOTE, ImportFormat

ALIKE = 0.5  # of our known columns: then it is proposed


def joinable(row: RecordImport, kind: ImportFormat) -> list[tuple[RecordImport, bool]]:
    """The sheets that nobody turned to and that have what each row needs; and whether each is as
    much alike that it is proposed."""
    numbers = row.found.get("sheets", ())
    others = RecordImport.objects.filter(pk__in=numbers, by=row.by_id).aside().exclude(pk=row.pk)
    needed = {column.key for column in kind.columns if column.must_be_matched}
    ours = set(row.columns.values()) - {NOTE}
    return [
        (other, _is_alike(ours, other))
        for other in others.order_by("pk")
        if needed and needed <= set(other.columns.values())
    ]


def _is_alike(ours: set[str], other: RecordImport) -> bool:
    shared = ours & set(other.columns.values())
    return not other.found.get("is_hidden") and len(shared) >= ALIKE * len(ours)


def join(row: RecordImport, others: Iterable[RecordImport], kind: ImportFormat) -> None:
    """Put the rows of other sheets beneath those of ``row``; the others are gone then."""
    for other in others:
        joined = row.found.get("joined", [])
        offset = STEP * (len(joined) + 1)
        places = _places(row, other, kind)
        _copy(row, other, offset, places)
        row.unusable += [
            [number + offset, places[at], text]
            for number, at, text in other.unusable
            if at in places
        ]
        rows = [
            [number + offset, text, why, [places[at] for at in filled if at in places]]
            for number, text, why, filled in other.found.get("rows", ())
        ]
        row.note_found(
            joined=[*joined, [other.sheet, {str(place): at for at, place in places.items()}]],
            rows=[*row.found.get("rows", ()), *rows],
            sheets=[pk for pk in row.found["sheets"] if pk != other.pk],
        )
        row.rows += other.rows
        other.file_rows.all().delete()
        other.delete()


def _places(row: RecordImport, other: RecordImport, kind: ImportFormat) -> dict[int, int]:
    """Where the columns of another sheet stand among ours: by what they are, else by their
    headings, else beyond them."""
    by_key = {key: int(at) for at, key in row.columns.items() if key != NOTE}
    by_head = {plain(text): at for at, text in enumerate(row.head) if text}
    made: dict[int, int] = {}
    for at, heading in enumerate(other.head):
        key: Any = other.columns.get(str(at), "")
        place = by_key.get(key, by_head.get(plain(heading)))
        if place is None or place in made.values():
            place = len(row.head)
            row.head.append(heading)
            if key and (key == NOTE or key not in by_key):
                row.columns[str(place)] = key
        made[at] = place
    return made


def _copy(row: RecordImport, other: RecordImport, offset: int, places: dict[int, int]) -> None:
    sources = {place: at for at, place in places.items()}
    cells = ", ".join(
        f"coalesce(cells[{sources[place] + 1}], '')" if place in sources else "''"
        for place in range(len(row.head))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO imports_importrow (record_import_id, number, cells) "  # noqa: S608
            f"SELECT %s, number + %s, ARRAY[{cells}] FROM imports_importrow "
            "WHERE record_import_id = %s",
            [row.pk, offset, other.pk],
        )
