"""History: the database writes who, when, before and after for every change of a subject record.

A trigger on each tracked table writes into one append-only table (``Change``), so bulk changes and
raw SQL are caught as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection, models
from django.db.models import GeneratedField

# Kept by triggers from other rows or from the row itself, or by the clock: they say nothing that a
# person did.
DERIVED = frozenset(
    {"has_years", "only_place", "outcome_bits", "passes_on", "reach_ids", "reminded_on"}
    | {"search", "sort_key", "meetings_numbered", "decisions_numbered"}
)
# Names, until the transaction ends, the kind of record whose history its own statement keeps.
KEPT_OF_MANY = "placebook.kept_of_many"
_KEEPING = f"SELECT set_config('{KEPT_OF_MANY}', %s, true)"


def derived_fields(model: type[models.Model]) -> list[str]:
    """Names of the columns that the database computes, left out of history and of the version."""
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if field.name in DERIVED or isinstance(field, GeneratedField)
    ]


def owner_keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """The keys to records of which a row is a part: it goes when they go."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]


def owners(model: type[models.Model]) -> dict[Any, models.ForeignKey[Any, Any]]:
    """The kinds of record in whose history a row is told, each with the key that names it.

    A pilot's place, topic or milestone is told in the pilot's own history. A row that joins two
    records of one kind is told in the history of the first.
    """
    kinds: dict[Any, models.ForeignKey[Any, Any]] = {}
    for key in owner_keys(model):
        kinds.setdefault(key.related_model, key)
    return kinds


class KeepHistory(pgtrigger.Trigger):
    """Writes each change of a row into ``records_historyentry``; one of nothing kept is none."""

    def __init__(self, exclude: Iterable[str] = ()) -> None:
        self.exclude = frozenset(exclude)
        super().__init__(
            name="keep_history",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        )

    def left_out(self, model: type[models.Model]) -> list[str]:
        """Columns that history does not keep."""
        names = {*derived_fields(model), *self.exclude}
        meta: Any = model._meta
        return sorted(meta.get_field(name).column for name in names)

    def row(self, model: type[models.Model], name: str) -> str:
        """A row as JSON, without what is left out, in SQL."""
        return "".join(
            [f"to_jsonb({name})", *(f" - '{column}'" for column in self.left_out(model))]
        )

    def owners(self, model: type[models.Model], value: str) -> str:
        """The keys of a row's owners in SQL; ``value`` is how to say a column."""
        keys = ", ".join(
            f"'{owner._meta.label_lower}:' || ({value.format(key.column)})"
            for owner, key in owners(model).items()
        )
        return f"array_remove(ARRAY[{keys}]::text[], NULL)"

    def get_condition(  # type: ignore[override]  # it is given the class
        self, model: type[models.Model]
    ) -> pgtrigger.Condition:
        """Not where a statement of many keeps it: a trigger that is not called costs nothing."""
        return pgtrigger.Condition(
            f"current_setting('{KEPT_OF_MANY}', true) IS DISTINCT FROM '{model._meta.label_lower}'"
        )

    def get_declare(  # type: ignore[override]  # it is given the class
        self, model: type[models.Model]
    ) -> list[tuple[str, str]]:
        was, is_now = self.row(model, "OLD"), self.row(model, "NEW")
        return [
            ("was", f"jsonb := CASE WHEN TG_OP <> 'INSERT' THEN {was} END"),
            ("is_now", f"jsonb := CASE WHEN TG_OP <> 'DELETE' THEN {is_now} END"),
            ("shown", "jsonb := coalesce(is_now, was)"),
        ]

    def get_func(  # type: ignore[override]  # as above
        self, model: type[models.Model]
    ) -> str:
        value = "shown->>'{}'"
        return f"""
            IF was = is_now THEN
              RETURN NULL;
            END IF;
            INSERT INTO records_historyentry
              (at, kind, model, object_id, owners, context, before, after)
            VALUES (now(), lower(TG_OP), '{model._meta.label_lower}',
              (shown->>'{model._meta.pk.column}')::bigint,
              {self.owners(model, value)},
              coalesce(nullif(current_setting('placebook.context', true), ''), '{{}}')::jsonb,
              was, is_now);
            RETURN NULL;
        """  # noqa: S608 - names of our own tables and columns


def insert_many(cursor: Any, model: Any, insert: str, params: Iterable[Any]) -> None:
    """Run an INSERT of many rows with their history as one statement.

    The trigger would say the same row by row, which takes several times as long.
    """
    _keep_of_many(cursor, model, "insert", insert, params)


def delete_many(cursor: Any, model: Any, delete: str, params: Iterable[Any]) -> None:
    """Run a DELETE of many rows with their history as one statement, as ``insert_many``."""
    _keep_of_many(cursor, model, "delete", delete, params)


def _keep_of_many(cursor: Any, model: Any, kind: str, sql: str, params: Iterable[Any]) -> None:
    if not is_tracked(model):
        cursor.execute(sql, params)
        return
    meta = model._meta
    before, after = ("NULL", "to_jsonb(row)") if kind == "insert" else ("to_jsonb(row)", "NULL")
    kept = ", ".join(f'"{field.column}"' for field in kept_fields(model))
    cursor.execute(_KEEPING, [meta.label_lower])
    cursor.execute(
        f"""
        WITH row AS ({sql} RETURNING {kept})
        INSERT INTO records_historyentry
          (at, kind, model, object_id, owners, context, before, after)
        SELECT now(), '{kind}', '{meta.label_lower}', row.{meta.pk.column},
          {model.history.owners(model, "row.{}")},
          (SELECT coalesce(nullif(current_setting('placebook.context', true), ''), '{{}}')::jsonb),
          {before}, {after}
        FROM row
        """,  # noqa: S608 - names of our own tables and columns
        params,
    )
    cursor.execute(_KEEPING, [""])


def tracked(exclude: Iterable[str] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: keep the history of this model, but for what these columns hold."""

    def decorate(model: Any) -> Any:
        model.history = KeepHistory(exclude)
        return pgtrigger.register(model.history)(model)

    return decorate


def is_tracked(model: Any) -> bool:
    """Whether the history of this model is kept."""
    return "history" in vars(model)


def tracked_models() -> list[Any]:
    """Every model whose history is kept."""
    return [model for model in apps.get_models() if is_tracked(model)]


@cache
def kept_fields(model: Any) -> list[Any]:
    """The columns of a tracked model that history keeps, as fields."""
    left_out = model.history.left_out(model)
    return [field for field in model._meta.concrete_fields if field.column not in left_out]


_context: ContextVar[dict[str, Any] | None] = ContextVar("history context", default=None)
# What changes no row. A function that is called in a SELECT keeps the context of its transaction.
_READS = ("select", "savepoint", "release", "rollback", "declare", "fetch", "close", "set", "show")


@contextmanager
def context(**values: Any) -> Iterator[None]:
    """Keep this beside every change that is made meanwhile: who, where, or why.

    Within another, it adds to what that says. A value may be a function, asked when it is needed;
    None is not kept.
    ``pgtrigger.ignore`` goes inside it: what that puts before a statement hides what it does.
    """
    mark = _context.set({**(_context.get() or {}), **values})
    is_on = _say in connection.execute_wrappers
    try:
        with nullcontext() if is_on else connection.execute_wrapper(_say):
            yield
    finally:
        _context.reset(mark)


def _say(execute: Any, sql: Any, params: Any, many: bool, of: dict[str, Any]) -> Any:
    """Put the context before a statement that may write: it holds until the transaction ends.

    Or until another is put there.

    One round trip, and no connection keeps it for whoever comes next.
    """
    reads = not isinstance(sql, str) or sql.lstrip("( \r\n\t").lower().startswith(_READS)
    if reads or getattr(of["cursor"], "name", None):  # a named cursor reads
        return execute(sql, params, many, of)
    if many:  # prepared by the driver, which takes one statement only
        for row in params:
            of["cursor"].execute(sql, row)
        return None
    values = _context.get() or {}
    said = {name: value() if callable(value) else value for name, value in values.items()}
    text = json.dumps({name: value for name, value in said.items() if value is not None})
    if params is None:
        sql = sql.replace("%", "%%")
    if isinstance(params, dict):
        place, params = "%(placebook_context)s", {**params, "placebook_context": text}
    else:
        place = "%s"
        params = (text, *(params or ()))
    sql = f"SELECT set_config('placebook.context', {place}, true); {sql}"
    result = execute(sql, params, many, of)
    while result is not None and result.nextset():
        pass
    return result
