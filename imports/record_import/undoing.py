"""Taking an import back: what nobody has changed since goes, or is again as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from imports.record_import.models import RecordImport
from imports.record_import.progress import SLICE, Progress
from records import history
from registry.imported import ImportFormat, ImportPart

# In one order, so that no two who lock several wait for each other
LOCKED = """
SELECT count(*) FROM (
  SELECT record.id FROM {table} record
  JOIN imports_importedrecord done ON done.object_id = record.id
  WHERE done.record_import_id = %s AND (done.is_new OR done.is_changed)
  ORDER BY record.id FOR UPDATE OF record) locked
"""
# Records that are as the import left them, with what each has for itself. Of the new ones also:
# nothing was added to them.
UNTOUCHED = """
DROP TABLE IF EXISTS import_gone;
CREATE TEMP TABLE import_gone ON COMMIT DROP AS
SELECT done.object_id, done.is_new, done.before, done.added, jsonb_build_object({own}) AS own,
  row_number() OVER (ORDER BY done.object_id) AS turn
FROM imports_importedrecord done JOIN {table} record ON record.id = done.object_id
WHERE done.record_import_id = %s AND (done.is_new OR done.is_changed)
  AND record.version = done.version AND (NOT done.is_new OR done.object_id NOT IN ({used}));
CREATE INDEX ON import_gone (object_id); ANALYZE import_gone
"""
# Not those that somebody took back since: they are gone.
STAYED = """
SELECT done.object_id FROM imports_importedrecord done JOIN {table} record
  ON record.id = done.object_id
WHERE done.record_import_id = %s AND (done.is_new OR done.is_changed)
  AND NOT EXISTS (SELECT 1 FROM import_gone WHERE import_gone.object_id = done.object_id)
"""


# What is again as an earlier import left it has the version that this one would have left.
SAME_AGAIN = """
UPDATE imports_importedrecord earlier SET version = record.version
FROM imports_importedrecord undone JOIN import_gone USING (object_id)
JOIN {table} record ON record.id = undone.object_id, imports_recordimport done
WHERE undone.record_import_id = %s AND NOT undone.is_new
  AND earlier.object_id = undone.object_id AND earlier.id <> undone.id
  AND earlier.version = undone.version_before
  AND done.id = earlier.record_import_id AND done.kind = %s
"""
# A record that another one of its kind names stays where that one stays, and so do those above it.
STILL_NAMED = """
WITH RECURSIVE stays (id) AS (
  SELECT named.{column} FROM {table} named
  WHERE named.{column} IN (SELECT object_id FROM import_gone WHERE is_new)
    AND NOT EXISTS (SELECT 1 FROM import_gone WHERE object_id = named.id AND is_new)
  UNION
  SELECT named.{column} FROM stays JOIN {table} named USING (id) WHERE named.{column} IS NOT NULL
) DELETE FROM import_gone WHERE is_new AND object_id IN (SELECT id FROM stays)
"""
NONE: Mapping[Any, str] = {}
# The new ones among the records of some turns.
NEW = "SELECT object_id FROM import_gone WHERE is_new AND turn > %s AND turn <= %s"


def lock(row: RecordImport, kind: ImportFormat) -> None:
    """Nobody else changes the records of an import until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCKED.format(table=kind.makes._meta.db_table), [row.pk])


def find_untouched(row: RecordImport, kind: ImportFormat) -> list[int]:
    """Note in ``import_gone`` what can be taken back; gives the records that stay."""
    own: dict[Any, str] = {part.model: part.made_alone for part in kind.parts.values()}
    own[kind.makes] = ""
    made = (
        "SELECT object_id FROM imports_importedrecord "  # noqa: S608
        f"WHERE record_import_id = {int(row.pk)} AND is_new"
    )
    used = uses_of(kind.makes, made, own)
    with connection.cursor() as cursor:
        table = kind.makes._meta.db_table
        kept = ", ".join(f"'{name}', record.{name}" for name in kind.own)
        cursor.execute(UNTOUCHED.format(table=table, used=used, own=kept), [row.pk])
        for column in _of_themselves(kind.makes):
            cursor.execute(STILL_NAMED.format(table=table, column=column))
        cursor.execute(STAYED.format(table=table), [row.pk])
        return [pk for (pk,) in cursor.fetchall()]


def take_back(row: RecordImport, kind: ImportFormat) -> None:
    """Delete the new records of ``import_gone`` and put back what the others said, by slices."""
    progress, table = Progress(row.pk), kind.makes._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON import_gone (turn)")
        cursor.execute("SELECT coalesce(max(turn), 0) FROM import_gone")
        records = cursor.fetchone()[0]
        put_back, gone = _put_back(kind), f"DELETE FROM {table} WHERE id IN ({NEW})"  # noqa: S608
        for done in range(0, records, SLICE):
            progress.say("undo", done, records)
            turns = [done, done + SLICE]
            for name, part in kind.parts.items():
                _take_parts(cursor, name, part, turns)
            history.delete_many(cursor, kind.makes, gone, turns)
            cursor.execute(put_back, turns)
        cursor.execute(SAME_AGAIN.format(table=table), [row.pk, row.kind])
        kind.after_undoing(cursor)


def _take_parts(cursor: Any, name: str, part: ImportPart, turns: list[int]) -> None:
    """What was added to records that were there goes, and what the new ones are made of."""
    rows = part.model._meta.db_table
    cursor.execute(
        f"""
        DELETE FROM {rows} WHERE id IN (
          SELECT (each #>> '{{}}')::bigint FROM import_gone, jsonb_array_elements(added -> %s) each
          WHERE NOT is_new AND turn > %s AND turn <= %s)
        """,  # noqa: S608 - names of our own tables
        [name, *turns],
    )
    with part.not_followed("delete"):
        gone = f"DELETE FROM {rows} WHERE {part.owner} IN ({NEW}){part.narrowed}"  # noqa: S608
        history.delete_many(cursor, part.model, gone, turns)


def _put_back(kind: ImportFormat) -> str:
    """The statement that gives records of some turns what they said before."""
    columns = [
        name
        for column in kind.columns
        if column.fills and "." not in column.fills and not column.only_new
        for name in column.reads.into(column.fills, ("", ""))
    ]
    listed = ", ".join(f'"{name}"' for name in dict.fromkeys(columns))
    return f"""
        UPDATE {kind.makes._meta.db_table} record SET ({listed}) = (
          SELECT {", ".join(f"was.{name}" for name in listed.split(", "))}
          FROM jsonb_populate_record(record, import_gone.before) was)
        FROM import_gone
        WHERE record.id = object_id AND NOT is_new AND before <> '{{}}'
          AND turn > %s AND turn <= %s
    """  # noqa: S608 - names of our own tables


def _of_themselves(model: Any) -> Iterator[str]:
    """The columns by which records of a kind name each other."""
    for key in model._meta.local_concrete_fields:
        if key.related_model is model:
            yield key.column


def uses_of(model: Any, ids: str, own: Mapping[Any, str] = NONE) -> str:
    """In SQL: those of these records that a row of some table but their ``own`` names.

    Of a table that others may write to as well, their own are those of which its SQL holds.
    """
    return " UNION ALL ".join(_uses(model, ids, own)) or "SELECT NULL::bigint WHERE false"


def _uses(model: Any, ids: str, own: Mapping[Any, str]) -> Iterator[str]:
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if not is_key or relation.concrete or relation.related_model in own:
            continue
        yield _named_in(relation.related_model, relation.field.column, ids)
    kind_of = int(ContentType.objects.get_for_model(model).pk)
    for other in apps.get_models():
        for key in other._meta.private_fields:
            if isinstance(key, GenericForeignKey):
                column = str(other._meta.get_field(key.fk_field).column)
                of = other._meta.get_field(key.ct_field).column
                but = f" AND NOT ({own[other]})" if own.get(other) else ""
                yield _named_in(other, column, ids, f" AND {of} = {kind_of}{but}")


def _named_in(model: Any, column: str, ids: str, more: str = "") -> str:
    return f"SELECT {column} FROM {model._meta.db_table} WHERE {column} IN ({ids}){more}"  # noqa: S608
