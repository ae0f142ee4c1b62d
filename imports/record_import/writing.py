"""The rows of an import written as records, slice by slice, with what each was before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from imports.record_import.models import ImportedRecord, RecordImport
from imports.record_import.progress import SLICE, Progress
from imports.record_import.values import defaults, listed, value, written
from records import history
from registry.imported import ImportFormat, ImportPart, Scope

# What a row does: it makes a record, or changes one that the person may change here.
CHANGES = "NOT is_new AND held = '' AND (before <> '{}' OR adds <> '{}')"


def write(
    row: RecordImport, kind: ImportFormat, scope: Scope, filled: Mapping[str, set[str]]
) -> None:
    """Make the new records and change the others, then note what was done to each.

    ``import_row`` holds what each row does (``matching.py``), ``filled`` which columns the rows
    fill (``checking.py``): what else a record has is the same for all.
    """
    fixed = {"created_by_id": scope.user.pk}
    if row.level:
        fixed["visibility"] = row.level
    if row.within and kind.within_column:
        fixed[kind.within_column] = row.within
    progress, rows = Progress(row.pk), row.new + row.changed
    with connection.cursor() as cursor:
        _take_turns(cursor, kind)
        models = [kind.makes, *(part.model for part in kind.parts.values())]
        _check_at_once(cursor, [*models, ImportedRecord, RecordImport])
        before = _rewritten(cursor)
        kind.before_writing(cursor, scope)
        if _rewritten(cursor) != before:
            _refuse_undeclared(cursor, kind, filled)
        new, usual = _new(kind, fixed, filled)
        parts = [
            _Part(name, part, filled[name], scope.user.pk)
            for name, part in kind.parts.items()
            if name in filled
        ]
        for done in range(0, rows, SLICE):
            progress.say("write", done, rows)
            turns = [done, done + SLICE]
            history.insert_many(cursor, kind.makes, new, [*usual, *turns])
            if row.changed:
                cursor.execute(_changed(kind), turns)
            for part in parts:
                part.write_new(cursor, turns)
                if row.changed and not part.part.only_new:
                    part.add(cursor, turns)
        _note(cursor, row, kind)


def _check_at_once(cursor: Any, models: Iterable[Any]) -> None:
    """Have keys between these checked with each statement, while what it wrote is still at hand.

    As the transaction ends PostgreSQL would read a million rows again, and hold until then which.
    What leads to another row of its own table may come before it, and what leads to a body, a place
    or an account would keep that locked until the import is written: both are checked at the end.
    """
    tables = [model._meta.db_table for model in models]
    cursor.execute(
        """
        SELECT string_agg(quote_ident(conname), ', ') FROM pg_constraint
        WHERE contype = 'f' AND condeferrable AND confrelid <> conrelid
          AND conrelid = ANY(%(tables)s::regclass[]) AND confrelid = ANY(%(tables)s::regclass[])
        """,
        {"tables": tables},
    )
    (names,) = cursor.fetchone()
    if names:
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")


def places_written() -> list[int]:
    """The places of the rows that were written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT place_id FROM import_row JOIN import_turn USING (number) ORDER BY 1"
        )
        return [place for (place,) in cursor.fetchall()]


def _take_turns(cursor: Any, kind: ImportFormat) -> None:
    """Say in ``import_turn`` which rows do something, and number what they make.

    That is each new record, and in ``own`` what it has for itself. The rows themselves stay as they
    are: they are long, and to write each of them again takes its time.
    """
    numbered = "nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass))"
    own = ", ".join(f"%s::text, {numbered}" for _ in kind.own)
    names = [text for name, model in kind.own.items() for text in (name, model._meta.db_table)]
    cursor.execute(
        f"""
        DROP TABLE IF EXISTS import_turn;
        CREATE TEMP TABLE import_turn ON COMMIT DROP AS
        SELECT number, is_new, row_number() OVER (ORDER BY number) AS turn,
          CASE WHEN is_new THEN {numbered} ELSE object_id END AS record_id,
          CASE WHEN is_new THEN jsonb_build_object({own}) END AS own
        FROM import_row WHERE is_new OR ({CHANGES});
        CREATE INDEX ON import_turn (turn); CREATE INDEX ON import_turn (number);
        ANALYZE import_turn
        """,  # noqa: S608 - our own words
        [kind.makes._meta.db_table, *names],
    )


def _rewritten(cursor: Any) -> int:
    """How often rows were changed until now; the database counts it."""
    cursor.execute("SELECT pg_stat_get_xact_tuples_updated('import_row'::regclass)")
    count: int = cursor.fetchone()[0]
    return count


def _refuse_undeclared(cursor: Any, kind: ImportFormat, filled: Mapping[str, set[str]]) -> None:
    """A column that ``before_writing`` fills and nothing declares would be left out unsaid.

    Raises RuntimeError, and then nothing is written.
    """
    lost = []
    for where in ("said", "only_new", "fresh"):
        cursor.execute(
            f"SELECT {where} - %s::text[] FROM import_row WHERE {where} - %s::text[] <> '{{}}' "  # noqa: S608
            "LIMIT 1",
            [sorted(filled[where])] * 2,
        )
        lost += [f"{name} of {where}" for (more,) in cursor for name in json.loads(more)]
    for name in kind.parts:
        cursor.execute(
            "SELECT one - %s::text[] FROM import_row, "
            "jsonb_array_elements((parts || new_parts) -> %s) one WHERE one - %s::text[] <> '{}' "
            "LIMIT 1",
            [known := sorted(filled.get(name, ())), name, known],
        )
        lost += [f"{column} of {name}" for (more,) in cursor for column in json.loads(more)]
    if lost:
        said = ", ".join(sorted(lost))
        raise RuntimeError(f"{kind.key}: before_writing fills {said}: name it in also_fills")


def _new(
    kind: ImportFormat, fixed: Mapping[str, Any], filled: Mapping[str, set[str]]
) -> tuple[str, list[Any]]:
    """The statement that makes the new records of some turns, and what they have in common."""
    usual, fields = {**defaults(kind.makes), **fixed}, written(kind.makes)
    values, params = [], []
    for field in fields:
        said = [json for json in ("fresh", "said", "only_new") if field.column in filled[json]]
        sql, usually = value(field, ["own"] if field.column in kind.own else said, usual)
        values.append("record_id" if field.primary_key else sql)
        params += [] if field.primary_key else usually
    sql = f"""
        INSERT INTO {kind.makes._meta.db_table} ({listed(fields)})
        SELECT {", ".join(values)}
        FROM import_turn JOIN import_row USING (number)
        WHERE import_turn.is_new AND turn > %s AND turn <= %s ORDER BY turn
    """  # noqa: S608 - names of our own tables
    return sql, params


def _changed(kind: ImportFormat) -> str:
    table = kind.makes._meta.db_table
    columns = [
        name
        for column in kind.columns
        if column.fills and "." not in column.fills and not column.only_new
        for name in column.reads.into(column.fills, ("", ""))
    ]
    listed = ", ".join(f'"{name}"' for name in dict.fromkeys(columns))
    return f"""
        UPDATE {table} record SET ({listed}) = (
          SELECT {", ".join(f"said.{name}" for name in listed.split(", "))}
          FROM jsonb_populate_record(record, import_row.said) said)
        FROM import_row JOIN import_turn USING (number)
        WHERE record.id = object_id AND NOT import_turn.is_new AND before <> '{{}}'
          AND turn > %s AND turn <= %s
    """  # noqa: S608 - names of our own tables


@dataclass(frozen=True)
class _Part:
    """Rows that belong to the records, as the file says them."""

    name: str
    part: ImportPart
    filled: set[str]
    author: int

    def write_new(self, cursor: Any, turns: list[int]) -> None:
        """Those of the new records of some turns."""
        sql, params = self._insert(
            "new_parts" if self.part.only_new else "parts", "import_turn.is_new"
        )
        with self.part.not_followed("insert"):
            history.insert_many(cursor, self.part.model, sql, [*params, *turns])

    def add(self, cursor: Any, turns: list[int]) -> None:
        """Those that records lack which were there, noted so that they can be taken back."""
        sql, params = self._insert("adds", "NOT import_turn.is_new")
        cursor.execute(
            f"""
            WITH made AS ({sql} RETURNING id, "{self.part.owner}" AS owner)
            UPDATE import_row SET added = added || jsonb_build_object(%s::text, made.ids)
            FROM (SELECT owner, jsonb_agg(id) AS ids FROM made GROUP BY owner) made
            WHERE made.owner = object_id
            """,  # noqa: S608 - names of our own tables
            [*params, *turns, self.name],
        )

    def _insert(self, rows: str, which: str) -> tuple[str, list[Any]]:
        fields = [field for field in written(self.part.model) if not field.primary_key]
        usual = defaults(self.part.model) | self.part.always
        if any(field.name == "created_by" for field in fields):
            usual["created_by_id"] = self.author
        values, params = [], []
        for field in fields:
            said = ["part"] if field.column in self.filled else []
            sql, usually = value(field, said, usual)
            is_owner = field.column == self.part.owner
            values.append("record_id" if is_owner else sql)
            params += [] if is_owner else usually
        sql = f"""
            INSERT INTO {self.part.model._meta.db_table} ({listed(fields)})
            SELECT {", ".join(values)}
            FROM import_turn JOIN import_row USING (number)
            CROSS JOIN LATERAL jsonb_array_elements({rows} -> '{self.name}')
              WITH ORDINALITY each(part, at)
            WHERE {which} AND turn > %s AND turn <= %s ORDER BY turn, at
        """  # noqa: S608 - names of our own tables
        return sql, params


def _note(cursor: Any, row: RecordImport, kind: ImportFormat) -> None:
    """What was done to each record, and what the file calls those that stay as they are."""
    table = kind.makes._meta.db_table
    cursor.execute(
        f"""
        INSERT INTO imports_importedrecord (record_import_id, number, object_id, reference,
          is_new, is_changed, version, version_before, before, added)
        SELECT %s, import_row.number, record.id, reference, is_new, {CHANGES}, record.version,
          was_version, before, added
        FROM import_row LEFT JOIN (SELECT number, record_id FROM import_turn) turn USING (number)
        JOIN {table} record ON record.id = coalesce(record_id, object_id)
        WHERE is_new OR ({CHANGES}) OR (reference <> '' AND NOT EXISTS (
          SELECT 1 FROM import_reference known
          WHERE known.reference = import_row.reference AND known.object_id = import_row.object_id))
        """,  # noqa: S608 - names of our own tables
        [row.pk],
    )
