"""The rows of an import written as records, slice by slice, with what each was before."""

from __future__ import annotations

import json
from typing import Any

import pgtrigger
from django.db import connection
from django.db.models.fields import NOT_PROVIDED

from partnerships.imported import Imported, ImportPart, Scope
from partnerships.record_import.models import RecordImport
from partnerships.record_import.progress import SLICE, Progress
from records import history

# What a row does: it makes a record, or changes one that the person may change here.
CHANGES = "NOT is_new AND held = '' AND (before <> '{}' OR adds <> '{}')"


def write(row: RecordImport, kind: Imported, scope: Scope) -> None:
    """Make the new records and change the others, then note what was done to each.

    ``import_row`` holds what each row does (``matching.py``).
    """
    fixed = {"created_by_id": scope.user.pk}
    if row.level:
        fixed["visibility"] = row.level
    if row.within:
        fixed[kind.within_column] = row.within
    progress, rows = Progress(row.pk), row.new + row.changed
    with connection.cursor() as cursor:
        _number(cursor, kind)
        kind.before_writing(cursor, scope)
        cursor.execute(
            f"""
            DROP TABLE IF EXISTS import_turn;
            CREATE TEMP TABLE import_turn ON COMMIT DROP AS
            SELECT number, row_number() OVER (ORDER BY number) AS turn FROM import_row
            WHERE is_new OR ({CHANGES})
            """  # noqa: S608 - our own words
        )
        cursor.execute("CREATE INDEX ON import_turn (turn); ANALYZE import_turn")
        for done in range(0, rows, SLICE):
            progress.say("write", done, rows)
            slice_of = [done, done + SLICE]
            start = json.dumps(_defaults(kind.makes) | fixed)
            history.insert_many(cursor, kind.makes, _new(kind, fixed), [start, *slice_of])
            cursor.execute(_changed(kind), slice_of)
            for name, part in kind.parts.items():
                usual = _defaults(part.model) | dict(part.fixed)
                usual |= {"created_by_id": scope.user.pk} if _has_author(part) else {}
                values: list[Any] = [json.dumps(usual), name, *slice_of]
                new = _parts(part, rows="new_parts" if part.only_new else "parts", new=True)
                with pgtrigger.ignore(*part.following("insert")):
                    history.insert_many(cursor, part.model, new, values)
                if not part.only_new:
                    cursor.execute(_noted(part), [*values, name])
        _note(cursor, row, kind)


def _number(cursor: Any, kind: Imported) -> None:
    """Give each new record its number, and one to each record that it has for itself."""
    pairs = [value for name, model in kind.own.items() for value in (name, model._meta.db_table)]
    own = "%s::text, nextval(pg_get_serial_sequence(%s, 'id'))"
    cursor.execute(
        f"""
        UPDATE import_row SET object_id = nextval(pg_get_serial_sequence(%s, 'id')),
          fresh = fresh || jsonb_build_object({", ".join([own] * len(kind.own))}) WHERE is_new
        """,  # noqa: S608 - our own words
        [kind.makes._meta.db_table, *pairs],
    )


def _defaults(model: Any) -> dict[str, Any]:
    """What a form would leave in the columns that nobody fills."""
    made = {}
    for field in _written(model):
        if field.db_default is not NOT_PROVIDED and not field.has_default():
            continue
        value = field.get_default()
        if value is not None:
            made[field.column] = value
    return made


def _written(model: Any) -> list[Any]:
    """The columns that are written: all but those that the database computes or has a word on."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.generated
        and not (field.db_default is not NOT_PROVIDED and not field.has_default())
    ]


def _has_author(part: ImportPart) -> bool:
    return any(field.name == "created_by" for field in part.model._meta.local_concrete_fields)


def _new(kind: Imported, fixed: dict[str, Any]) -> str:
    table = kind.makes._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in _written(kind.makes))
    return f"""
        INSERT INTO {table} ({columns})
        SELECT {", ".join(f"record.{name}" for name in columns.split(", "))}
        FROM import_row JOIN import_turn USING (number) CROSS JOIN LATERAL jsonb_populate_record(
          NULL::{table}, %s::jsonb || only_new || said || fresh
            || jsonb_build_object('id', object_id)
        ) record
        WHERE is_new AND turn > %s AND turn <= %s ORDER BY turn
    """  # noqa: S608 - names of our own tables


def _changed(kind: Imported) -> str:
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
        WHERE record.id = object_id AND NOT is_new AND before <> '{{}}'
          AND turn > %s AND turn <= %s
    """  # noqa: S608 - names of our own tables


def _parts(part: ImportPart, *, rows: str, new: bool) -> str:
    """Rows of a part, for new records or for those that were there."""
    table = part.model._meta.db_table
    written = [field for field in _written(part.model) if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in written)
    return f"""
        INSERT INTO {table} ({columns})
        SELECT {", ".join(f"part.{each}" for each in columns.split(", "))}
        FROM import_row JOIN import_turn USING (number)
        CROSS JOIN LATERAL jsonb_populate_recordset(NULL::{table}, (
          SELECT jsonb_agg(%s::jsonb || each || jsonb_build_object('{part.owner}', object_id))
          FROM jsonb_array_elements({rows} -> %s) each)) part
        WHERE turn > %s AND turn <= %s AND {"is_new" if new else "NOT is_new"}
        ORDER BY turn
    """  # noqa: S608 - names of our own tables


def _noted(part: ImportPart) -> str:
    """Rows added to records that were there, noted so that they can be taken back."""
    return f"""
        WITH made AS ({_parts(part, rows="adds", new=False)}
          RETURNING id, "{part.owner}" AS owner)
        UPDATE import_row SET added = added || jsonb_build_object(%s::text, made.ids)
        FROM (SELECT owner, jsonb_agg(id) AS ids FROM made GROUP BY owner) made
        WHERE made.owner = object_id
    """  # noqa: S608 - names of our own tables


def _note(cursor: Any, row: RecordImport, kind: Imported) -> None:
    """What was done to each record, and what the file calls those that stay as they are."""
    table = kind.makes._meta.db_table
    cursor.execute(
        f"""
        INSERT INTO partnerships_importedrecord (record_import_id, number, object_id, reference,
          is_new, is_changed, version, version_before, before, added)
        SELECT %s, number, object_id, reference, is_new, {CHANGES}, record.version, was_version,
          before, added
        FROM import_row JOIN {table} record ON record.id = object_id
        WHERE is_new OR ({CHANGES}) OR (reference <> '' AND NOT EXISTS (
          SELECT 1 FROM import_reference known
          WHERE known.reference = import_row.reference AND known.object_id = import_row.object_id))
        """,  # noqa: S608 - names of our own tables
        [row.pk],
    )
