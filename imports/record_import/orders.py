"""Whether the day or the month comes first in a file's dates, as far as the file itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from django.db import connection

from imports.record_import.models import RecordImport
from registry.import_dates import DAY_FIRST, MONTH_FIRST, NUMERIC

MOST = 20_000
# What may tell it: 31/03/2024, 12th March 2024, March 12, 2024
TELLING = r"^\s*(\d{1,2}\D|[a-z]{3,9}\.? \d{1,2}(st|nd|rd|th)?,? )"
_IN_WORDS = {
    DAY_FIRST: re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3}", re.IGNORECASE),
    MONTH_FIRST: re.compile(r"[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d", re.IGNORECASE),
}
_DATES = """
SELECT DISTINCT at, btrim(text) FROM (
  SELECT DISTINCT at, cells[at + 1] AS text FROM imports_importrow, unnest(%s::int[]) at
  WHERE record_import_id = %s
) as_written WHERE text ~* %s LIMIT %s
"""


def orders_of(row: RecordImport, columns: Mapping[int, str]) -> dict[str, str]:
    """The order of the dates of columns (their numbers to their keys), where the file tells it.

    A number above 12 tells it for its column, and for the others where all such agree. Else dates
    with their months in words tell it, where all of them are written one way.
    """
    if not columns:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_DATES, [list(columns), row.pk, TELLING, MOST])
        dates = cursor.fetchall()
    by_column = {
        at: set(_of_numbers([text for where, text in dates if where == at])) for at in columns
    }
    of_file = set().union(*by_column.values())
    if not of_file:
        texts = [text for _, text in dates]
        of_file = {order for order, form in _IN_WORDS.items() if any(map(form.match, texts))}
    told = {columns[at]: own or of_file for at, own in by_column.items()}
    return {key: next(iter(orders)) for key, orders in told.items() if len(orders) == 1}


def _of_numbers(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        if said := NUMERIC.match(text):
            if int(said[1]) > 12:
                yield DAY_FIRST
            elif int(said[2]) > 12:
                yield MONTH_FIRST
