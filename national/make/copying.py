"""Histories of tables filled with triggers off, by one statement each."""

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
    """The history of every row of a tracked model, as its trigger would have written it.

    One insert and one update for each further version. ``before`` gives, column by column as SQL,
    what differed before the last change.
    """
    with connection.cursor() as cursor:
        cursor.execute(history_sql(model, before or {}))
        return cursor.rowcount


def history_sql(model: Any, before: Mapping[str, str], where: str = "TRUE") -> str:
    """The statement of ``write_history`` for the rows that ``where`` admits."""
    columns = {field.column for field in model._meta.local_concrete_fields}
    has_version = "version" in columns
    last = "r.version" if has_version else "1"
    row = model.history.row(model, "r")
    who = "r.created_by_id" if "created_by_id" in columns else "NULL::bigint"

    def at(version: str) -> str:
        if not has_version:
            return "r.created_at" if "created_at" in columns else "now() - interval '1 year'"
        share = f"({version} - 1) / greatest(r.version - 1, 1)"
        return f"(r.created_at + (r.updated_at - r.created_at) * {share})"

    def state(version: str) -> str:
        if not has_version:
            return row
        told = f"{row} || jsonb_build_object('version', {version}, 'updated_at', {at(version)})"
        earlier = ", ".join(f"'{name}', {value}" for name, value in before.items())
        if not earlier:
            return told
        return (
            f"({told}) || CASE WHEN {version} < r.version THEN jsonb_build_object({earlier}) "
            "ELSE '{}' END"
        )

    return f"""
        INSERT INTO records_historyentry
          (at, kind, model, object_id, owners, context, before, after)
        SELECT {at("v")}, CASE WHEN v = 1 THEN 'insert' ELSE 'update' END,
          '{model._meta.label_lower}', r.{quote(model._meta.pk.column)},
          {model.history.owners(model, "r.{}")},
          CASE WHEN {who} IS NULL THEN '{{"said": "made by load_national"}}'::jsonb
               ELSE jsonb_build_object('user', {who}) END,
          CASE WHEN v > 1 THEN {state("(v - 1)")} END, {state("v")}
        FROM {quote(model._meta.db_table)} r, generate_series(1, {last}) v
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
