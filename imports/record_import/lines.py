"""Several lines of one number, of which a later file has only some: which of them each is.

A line is called by its number and by which of all the lines of that number it is. One that was left
out and is sent alone later would be the first of its file, and so another line. So an import that
wrote one of several lines keeps what each of them said, in a few letters; a file with fewer of them
is compared with that, and a line that is none of them stays out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Max

from imports.record_import.models import RecordImport
from registry.import_readers import Known
from registry.imported import ImportColumn

# A cell of a column (from 1), as it is compared
_SAID = r"lower(btrim(regexp_replace(coalesce(cells[{0}], ''), '\s+', ' ', 'g')))"
NOT_TOLD = (
    "shares its number with other lines ({} in all), and we cannot tell which one it is. Send all "
    "of them together"
)
SEVERAL = """
SELECT {said} FROM imports_importrow
WHERE record_import_id = %s AND {said} <> '' GROUP BY 1 HAVING count(*) > 1
"""
# On the first record of each number that was written
KEEP = """
UPDATE imports_importedrecord written SET added = added || jsonb_build_object(
  'lines', jsonb_build_object('of', each.said, 'each', each.lines))
FROM (
  SELECT {said} AS said, jsonb_agg({line} ORDER BY number) AS lines FROM imports_importrow
  WHERE record_import_id = %s AND {said} = ANY(%s) GROUP BY 1
) each
JOIN (
  SELECT DISTINCT ON (1) {said} AS said, done.id FROM imports_importedrecord done
  JOIN imports_importrow file USING (record_import_id, number)
  WHERE record_import_id = %s ORDER BY 1, number
) first USING (said)
WHERE written.id = first.id
"""
KEPT = """
SELECT DISTINCT ON (1) added #>> '{{lines,of}}', added #> '{{lines,each}}'
FROM imports_importedrecord record JOIN imports_recordimport done ON done.id = record_import_id
WHERE done.{home} = %s AND done.kind = %s AND done.within IS NOT DISTINCT FROM %s
  AND done.undone_at IS NULL AND added ? 'lines'
ORDER BY 1, jsonb_array_length(added #> '{{lines,each}}') DESC, record.id DESC
"""
LINES = """
SELECT number, {said}, {line} FROM imports_importrow
WHERE record_import_id = %s AND {said} = ANY(%s) ORDER BY number
"""


@dataclass
class Told:
    """Which line of its number each row of a file is, and why that cannot be told of others."""

    turns: dict[int, int] = field(default_factory=dict)
    untold: dict[int, str] = field(default_factory=dict)


def _sql(row: RecordImport, at: int, sql: str) -> str:
    """With what a row says in the column ``at``, and all that it says, in a few letters."""
    columns = sorted((key, int(place)) for place, key in row.columns.items())
    said = ", ".join(_SAID.format(place + 1) for _, place in columns)
    return sql.format(said=_SAID.format(at + 1), line=f"md5(concat_ws(chr(31), {said}))")


def keep_lines(row: RecordImport, at: int | None, column: ImportColumn) -> None:
    """Keep what each line of a number said of which one was written, those left out as well."""
    if at is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(_sql(row, at, SEVERAL), [row.pk])
        numbers = [
            text for (text,) in cursor.fetchall() if not column.reads.is_empty(text, Known())
        ]
        if numbers:
            cursor.execute(_sql(row, at, KEEP), [row.pk, numbers, row.pk])


def lines_told(row: RecordImport, at: int | None) -> Told:
    """Of rows whose file has fewer lines of their number than an earlier one had."""
    told = Told()
    kept = _kept(row) if at is not None else {}
    if at is None or not kept:
        return told
    here: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_sql(row, at, LINES), [row.pk, list(kept)])
        for number, said, line in cursor.fetchall():
            here[said].append((number, line))
    for said, rows in here.items():
        if len(rows) < len(kept[said]):
            _tell(told, rows, kept[said])
    return told


def _kept(row: RecordImport) -> dict[str, list[str]]:
    home = "place_id" if row.place_id else "programme_id"
    with connection.cursor() as cursor:
        cursor.execute(KEPT.format(home=home), [row.home.pk, row.kind, row.within])
        return {said: json.loads(lines) for said, lines in cursor.fetchall()}


def _tell(told: Told, rows: Iterable[tuple[int, str]], lines: list[str]) -> None:
    free = dict(enumerate(lines, start=1))
    for number, line in rows:
        turn = next((turn for turn, said in free.items() if said == line), None)
        if turn is None:
            told.untold[number] = NOT_TOLD.format(len(lines))
        else:
            told.turns[number] = turn
            del free[turn]


def rests_on(row: RecordImport) -> Any:
    """Another answer wherever another import of the same list was written or taken back."""
    rows = row.same_home().filter(kind=row.kind, within=row.within)
    return list(rows.aggregate(Max("imported_at"), Max("undone_at")).values())
