"""Which record each row is about, and what it would change: asked of the database, for all at once.

By the file's own reference first, as imports to this place have kept it (in other capitals too,
where no two differ by these alone); else by what the record is called. ``import_row`` holds the
rows (``checking.py``), ``import_there`` the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from imports.record_import import left
from imports.record_import.checking import Check
from imports.record_import.turns import at_fault, beside_faults
from registry.imported import (
    ADDRESS,
    AT_FAULT,
    REFERENCE,
    SOME_THERE,
    ImportColumn,
    ImportFormat,
    Scope,
)

OPEN, NOT_YOURS = "open", "not yours"
THERE = """
DROP TABLE IF EXISTS import_there;
CREATE TEMP TABLE import_there (
  id bigint, key text, may bool, open bool,
  match text GENERATED ALWAYS AS (lower(btrim(regexp_replace(key, '\\s+', ' ', 'g')))) STORED
) ON COMMIT DROP
"""
INDEXES = """
CREATE INDEX ON import_row (number);
ANALYZE import_there; ANALYZE import_row (number, reference, match, ours, object_id, is_new)
"""
REFERENCES = """
DROP TABLE IF EXISTS import_reference;
CREATE TEMP TABLE import_reference ON COMMIT DROP AS
SELECT DISTINCT ON (record.reference) record.reference, record.object_id
FROM imports_importedrecord record
JOIN imports_recordimport done ON done.id = record.record_import_id
JOIN import_there there ON there.id = record.object_id
WHERE done.{home} = %s AND done.kind = %s AND done.within IS NOT DISTINCT FROM %s
  AND record.reference <> ''
ORDER BY record.reference, record.id DESC;
CREATE INDEX ON import_reference (reference); ANALYZE import_reference
"""
BY_REFERENCE = """
UPDATE import_row SET object_id = import_reference.object_id, is_new = false FROM import_reference
WHERE import_reference.reference = import_row.reference;
UPDATE import_row SET object_id = ours, is_new = false
WHERE object_id IS NULL AND ours IN (SELECT id FROM import_there);
UPDATE import_row SET object_id = known.object_id, is_new = false FROM (
  SELECT lower(reference) AS reference, min(object_id) AS object_id FROM import_reference
  WHERE object_id NOT IN (SELECT object_id FROM import_row WHERE object_id IS NOT NULL)
  GROUP BY 1 HAVING count(*) = 1
) known
WHERE import_row.object_id IS NULL AND lower(import_row.reference) = known.reference
"""
BY_KEY = """
UPDATE import_row SET object_id = there.id, is_new = false FROM import_there there
WHERE import_row.object_id IS NULL AND import_row.match <> '' AND there.match = import_row.match
  AND NOT import_row.is_out
  AND (import_row.reference = ''
       OR there.id NOT IN (SELECT object_id FROM import_reference))
  AND there.id NOT IN (SELECT object_id FROM import_row WHERE object_id IS NOT NULL)
"""


def match(check: Check) -> None:
    """Find the record of each row. Rows whose record cannot be told are noted, and stay out."""
    row, kind = check.row, check.kind
    found = left.Left(row, is_read=False)
    found.begin()
    with connection.cursor() as cursor:
        cursor.execute(THERE)
        _fill(cursor, kind, check.scope)
        cursor.execute(INDEXES)
        home = "place_id" if row.place_id else "programme_id"
        cursor.execute(REFERENCES.format(home=home), [row.home.pk, row.kind, row.within])
        if check.reading.some_named:
            cursor.execute(BY_REFERENCE)
        _problems(cursor, check, found)
        cursor.execute(BY_KEY)
        cursor.execute("SELECT EXISTS (SELECT FROM import_row WHERE object_id IS NOT NULL)")
        check.scope.kept[SOME_THERE] = cursor.fetchone()[0]
        for number, first in _asked(cursor, SAME_RECORD) if check.scope.some_there else ():
            _note(check, found, number, "", f"is about the same {kind.noun} as {row.line(first)}")
        _keep_out(cursor, found)
        _between(cursor, check, found)


def _note(check: Check, found: left.Left, number: int, key: str, text: str) -> None:
    found.add(number, check.at.get(key), left.kind_of("", left.TWICE), text)


def _keep_out(cursor: Any, found: left.Left) -> None:
    """Keep what was found, and mark its rows."""
    numbers = sorted({each[1] for each in found.waiting})
    found.flush()
    if numbers:
        cursor.execute("UPDATE import_row SET is_out = true WHERE number = ANY(%s)", [numbers])


def _between(cursor: Any, check: Check, found: left.Left) -> None:
    """What is wrong between rows, now that it is known which record each is about.

    Each time some are told, and stay out, until no more are.
    """
    known: set[tuple[int, str]] = set()
    while True:
        found.flush()
        named = _names(check.kind)
        check.scope.kept[AT_FAULT] = at_fault(cursor, check.row, check.at.get(named.key), named)
        told = [*check.kind.also_wrong(cursor, check.scope), *_beside_faults(cursor, check)]
        wrong = [each for each in told if each[::2] not in known]
        for number, key, text in wrong:
            known.add((number, text))
            found.add(number, check.at.get(key), left.kind_of(key, left.RULE), text)
        if not wrong:
            return
        cursor.execute(
            "DELETE FROM import_row WHERE number = ANY(%s)", [sorted({one for one, *_ in wrong})]
        )


def _names(kind: ImportFormat) -> ImportColumn:
    """The column by which rows of a file name each other."""
    has_references = any(column.key == REFERENCE for column in kind.columns)
    return kind.column(REFERENCE if has_references else kind.named_by)


def _beside_faults(cursor: Any, check: Check) -> Iterator[tuple[int, str, str]]:
    if not (key := check.kind.counted_by):
        return
    column = check.kind.column(key)
    for number, text in beside_faults(cursor, check.row, check.at.get(key), column):
        yield number, key, text


def _fill(cursor: Any, kind: ImportFormat, scope: Scope) -> None:
    rows = kind.there(scope).order_by()
    names = ["pk", "import_key", "import_may", "import_open"]
    key, at = "key", ""
    if kind.known_at:  # by its name at each of its places
        key, at = "at || ' ' || key", "CROSS JOIN LATERAL unnest(places) at"
        names.append(kind.known_at)
    sql, params = rows.values_list(*names).query.sql_with_params()
    cursor.execute(
        f"""
        INSERT INTO import_there (id, key, may, open)
        SELECT id, {key}, coalesce(may, false), coalesce(open, true)
        FROM ({sql}) there (id, key, may, open{", places" if at else ""}) {at}
        """,  # noqa: S608 - the query of the records, its values bound
        params,
    )


def _problems(cursor: Any, check: Check, found: left.Left) -> None:
    """Rows that name one record twice, or a name that several records have."""
    kind, named = check.kind, check.kind.called_by
    has_references = any(column.key == REFERENCE for column in kind.columns)
    or_references = ", or the file a column of references" if has_references else ""
    which = "Say which by a column of references"
    if not has_references:
        which = f"Leave it out, and change the right {kind.noun} on its own page"
    some_named = check.reading.some_named
    for number, first in _asked(cursor, SAME_REFERENCE) if some_named else ():
        text = f"is in {check.row.line(first)} as well. Each row needs a reference of its own"
        _note(check, found, number, REFERENCE, text)
    for number, first in _asked(cursor, SAME_KEY):
        same = f"is the same as in {check.row.line(first)}"
        text = f"{same}. Give each row its own {named}{or_references}"
        _note(check, found, number, kind.named_by, text)
    for number, _ in _asked(cursor, NOT_THERE) if some_named else ():
        here = "this place" if check.row.place_id else "these places"
        text = f"does not match any {kind.noun} in {here} that you can see"
        _note(check, found, number, ADDRESS if ADDRESS in check.at else REFERENCE, text)
    for number, count in _asked(cursor, SEVERAL):
        text = f"{count} {kind.noun}s here have that name. {which}"
        _note(check, found, number, kind.named_by, text)
    _keep_out(cursor, found)


def _asked(cursor: Any, sql: str) -> Iterator[tuple[int, int]]:
    cursor.execute(f"{sql} ORDER BY 1")
    yield from cursor.fetchall()


# Of rows that are alike, the first in which nothing is wrong comes in
_FIRST = "first_value(number) OVER (PARTITION BY {0} ORDER BY is_out, number) AS first"
SAME_REFERENCE = f"""
SELECT number, first FROM (SELECT number, {_FIRST.format("reference")} FROM import_row
WHERE reference <> '') twice WHERE number <> first"""  # noqa: S608
SAME_KEY = f"""
SELECT number, first FROM (SELECT number, {_FIRST.format("match")} FROM import_row
WHERE reference = '' AND match <> '') twice WHERE number <> first"""  # noqa: S608
SAME_RECORD = f"""
SELECT number, first FROM (SELECT number, {_FIRST.format("object_id")} FROM import_row
WHERE object_id IS NOT NULL) twice WHERE number <> first"""  # noqa: S608
NOT_THERE = """
SELECT number, 0 FROM import_row WHERE ours IS NOT NULL AND object_id IS NULL"""
SEVERAL = """
SELECT import_row.number, count(*) FROM import_row JOIN import_there there USING (match)
WHERE import_row.object_id IS NULL AND match <> '' GROUP BY import_row.number HAVING count(*) > 1"""


# In one order, so that no two who lock several wait for each other
LOCKED = """
SELECT count(*) FROM (
  SELECT record.id FROM {table} record JOIN import_row ON object_id = record.id
  ORDER BY record.id FOR UPDATE OF record) locked
"""


def compare(kind: ImportFormat, scope: Scope, *, locks: bool) -> None:
    """Work out what each row would change: ``before``, parts to add, and what holds it back.

    ``locks``: nobody else changes those records until the transaction ends.
    """
    if not scope.some_there:  # all is new, as in a first file
        return
    table, now = kind.makes._meta.db_table, record_json(kind, only_new=False)
    with connection.cursor() as cursor:
        if locks:
            cursor.execute(LOCKED.format(table=table))
        cursor.execute(
            f"""
            UPDATE import_row SET was_version = record.version
            FROM {table} record WHERE record.id = object_id
            """  # noqa: S608 - names of our own tables
        )
        cursor.execute(
            f"""
            UPDATE import_row SET before = (
              SELECT coalesce(jsonb_object_agg(said.key, {now} -> said.key), '{{}}')
              FROM jsonb_each(import_row.said) said
              WHERE {now} -> said.key IS DISTINCT FROM said.value)
            FROM {table} record
            WHERE record.id = import_row.object_id AND NOT {now} @> import_row.said
            """  # noqa: S608 - names of our own tables
        )
        for name in (name for name, part in kind.parts.items() if not part.only_new):
            cursor.execute(_missing(kind, name), [name, name, name])
        cursor.execute(
            "UPDATE import_row SET held = CASE WHEN there.may THEN %s ELSE %s END "
            "FROM import_there there WHERE there.id = object_id AND NOT (there.may "
            "AND NOT there.open) AND (before <> '{}' OR adds <> '{}')",
            [OPEN, NOT_YOURS],
        )


def record_json(kind: ImportFormat, *, only_new: bool) -> str:
    """The columns of a record that a file can fill, as JSON, in SQL."""
    columns = [
        name
        for column in kind.columns
        if column.fills and "." not in column.fills and column.only_new == only_new
        for name in column.reads.into(column.fills, ("", ""))
    ]
    pairs = ", ".join(f"'{name}', record.{name}" for name in dict.fromkeys(columns))
    return f"jsonb_build_object({pairs})"


def _missing(kind: ImportFormat, name: str) -> str:
    """Note the rows of a part that a record has not."""
    part = kind.parts[name]
    table = part.model._meta.db_table
    return f"""
        UPDATE import_row SET adds = adds || jsonb_build_object(%s::text, missing.rows) FROM (
          SELECT number, jsonb_agg(said.row) AS rows
          FROM import_row each CROSS JOIN LATERAL jsonb_array_elements(each.parts -> %s) said(row)
          WHERE each.object_id IS NOT NULL AND each.parts ? %s AND NOT EXISTS (
            SELECT 1 FROM {table} part
            WHERE part.{part.owner} = each.object_id AND to_jsonb(part) @> said.row{part.narrowed})
          GROUP BY number) missing
        WHERE missing.number = import_row.number
    """  # noqa: S608 - names of our own tables
