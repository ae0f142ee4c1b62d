"""Rows of a file that have one number together: which of them each is, also beside some that stay
out, and that they come in together. So they are called the same when a part of them comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from imports.record_import import left
from imports.record_import.models import RecordImport
from registry.import_readers import Known
from registry.imported import ImportColumn

# Cells of a column (from 1), as they are compared
_SAID = r"lower(btrim(regexp_replace(cells[%s], '\s+', ' ', 'g')))"
TURNS = f"""
SELECT number, turn FROM (
  SELECT number, row_number() OVER (PARTITION BY {_SAID} ORDER BY number) AS turn
  FROM imports_importrow WHERE record_import_id = %s AND cells[%s] <> '') each
WHERE turn > 1
"""  # noqa: S608 - our own words
AT_FAULT = f"""
SELECT {_SAID}, min(number) FROM imports_importrow
WHERE record_import_id = %s AND cells[%s] <> '' AND number = ANY(%s) GROUP BY 1
"""  # noqa: S608 - our own words
BESIDE = f"""
SELECT number, {_SAID} FROM imports_importrow file JOIN import_row USING (number)
WHERE record_import_id = %s AND NOT is_out AND {_SAID} = ANY(%s) ORDER BY number
"""  # noqa: S608 - our own words
TOGETHER = "has the same number as {}, which has a problem. They can only be imported together"


def turns_of(row: RecordImport, at: int | None) -> dict[int, int]:
    """Which row with the same text in a column each is, of all in the file; the first are not
    named."""
    if at is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TURNS, [at + 1, row.pk, at + 1])
        return dict(cursor.fetchall())


def beside_faults(
    cursor: Any, row: RecordImport, at: int | None, column: ImportColumn
) -> Iterator[tuple[int, str]]:
    """Rows of ``import_row`` that have one number with a row at fault, and what is wrong so."""
    if at is None or not (first := at_fault(cursor, row, at, column)):
        return
    cursor.execute(BESIDE, [at + 1, row.pk, at + 1, list(first)])
    for number, text in cursor.fetchall():
        yield number, TOGETHER.format(first[text])


def at_fault(
    cursor: Any, row: RecordImport, at: int | None, column: ImportColumn
) -> dict[str, str]:
    """What rows that stay out, since something is wrong in them, say in a column; and which row
    it is, the first of those that say the same."""
    numbers = sorted(set(left.at_fault(row).values_list("number", flat=True)))
    if at is None or not numbers:
        return {}
    cursor.execute(AT_FAULT, [at + 1, row.pk, at + 1, numbers])
    said = cursor.fetchall()
    is_empty = column.reads.is_empty
    return {text: row.line(first) for text, first in said if not is_empty(text, Known())}
