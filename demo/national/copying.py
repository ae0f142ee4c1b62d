"""Histories of tables filled by COPY, by one statement each, with triggers off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from pgtrigger.utils import quote


@contextmanager
def triggers_off() -> Iterator[None]:
    """No trigger and no foreign key check runs in this transaction meanwhile.

    Raises DatabaseError for a database user who is no superuser.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def write_history(model: Any, before: Mapping[str, str] | None = None) -> int:
    """The event rows of every row of a tracked model, as its triggers would have written them.

    One insert and one update for each further version. ``before`` gives, column by column as SQL,
    what differed before the last change.
    """
    with connection.cursor() as cursor:
        cursor.execute(history_sql(model, before or {}))
        return cursor.rowcount


def history_sql(model: Any, before: Mapping[str, str], where: str = "TRUE") -> str:
    """The statement of ``write_history`` for the rows that ``where`` admits."""
    event = model.pgh_event_model
    kept = [field.column for field in event._meta.local_concrete_fields if field.name[:4] != "pgh_"]
    has_version, has_time = "version" in kept, "created_at" in kept
    at = (
        "r.created_at + (r.updated_at - r.created_at) * (v - 1) / greatest(r.version - 1, 1)"
        if has_version
        else ("r.created_at" if has_time else "now() - interval '1 year'")
    )
    told = {"version": "v", "updated_at": at} if has_version else {}
    values = [
        told.get(column)
        or (
            f"CASE WHEN v < r.version THEN {before[column]} ELSE r.{quote(column)} END"
            if column in before
            else f"r.{quote(column)}"
        )
        for column in kept
    ]
    versions = "generate_series(1, r.version)" if has_version else "generate_series(1, 1)"
    who = "r.created_by_id" if "created_by_id" in kept else "NULL::bigint"
    columns = ", ".join(map(quote, kept))
    return f"""
        INSERT INTO {quote(event._meta.db_table)}
          (pgh_created_at, pgh_label, pgh_context, pgh_obj_id, {columns})
        SELECT {at}, CASE WHEN v = 1 THEN 'insert' ELSE 'update' END,
          CASE WHEN {who} IS NULL THEN '{{"said": "made by load_national"}}'::jsonb
               ELSE jsonb_build_object('user', {who}) END,
          r.{quote(model._meta.pk.column)}, {", ".join(values)}
        FROM {quote(model._meta.db_table)} r, {versions} v
        WHERE {where}
    """  # noqa: S608 - names of our own tables and columns


def set_sequences(kinds: Iterable[Any]) -> None:
    """The next row that a person adds gets the next number."""
    with connection.cursor() as cursor:
        for kind in kinds:
            table, pk = kind._meta.db_table, kind._meta.pk.column
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), max({quote(pk)})) "  # noqa: S608
                f"FROM {quote(table)} HAVING max({quote(pk)}) IS NOT NULL",
                [table, pk],
            )


def broken_references(kind: Any) -> Iterator[str]:
    """Foreign keys of a table that lead nowhere, since nothing checked them on the way in."""
    for field in kind._meta.local_concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        other = field.related_model._meta
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {quote(kind._meta.db_table)} a "  # noqa: S608
                f"WHERE a.{quote(field.column)} "
                f"IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {quote(other.db_table)} b "
                f"WHERE b.{quote(field.target_field.column)} = a.{quote(field.column)}) LIMIT 1"
            )
            if cursor.fetchone():
                yield f"{kind._meta.label}.{field.name}"
