"""Undoing what took a record away, within a week: each row as it stood, under its own key.

History keeps every row that a change of it left behind. What was taken back keeps which of its
entries say so (``Draft.undoes``); undoing it goes through them backwards. Whoever changed one of
those rows since, or took a name or number meanwhile, makes that impossible: then nothing is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, Func, Max, QuerySet

from records import history
from records.models import HistoryEntry
from records.reading import rows_seen

WHY = "Undone"
# History entries by number, and what changed of rows without history
Steps = list[Any]
# What the database counts by itself
COUNTED = frozenset({"version", "updated_at"})


class CannotUndo(ValidationError):  # noqa: N818 - the person is told
    """What was taken away cannot be had back as it was. The message says why, for the person."""


TAKEN = (
    "It can’t be undone: something that it names has been removed or changed, or its name, date or "
    "number is now in use."
)


class TransactionBegan(Func):
    """When this transaction began: the moment of all history that it writes."""

    function = "transaction_timestamp"
    output_field = DateTimeField()


@dataclass(frozen=True, slots=True)
class Undoable:
    """Who may undo what took a record of one kind away: ``permission(user, record)``.

    ``check`` raises ValidationError where the record, as it stands again, cannot stand.
    ``keeps_typed``: what its form was sent with is kept, should it not come back as it was; else
    whoever takes it back says that anew.
    """

    permission: Callable[[Any, Any], bool] | None = None
    check: Callable[[Any], None] | None = None
    keeps_typed: bool = True


# Each kind of record that can be taken back, added where that is done.
UNDOABLE: dict[type, Undoable] = {}


@contextmanager
def recorded(*also: Columns) -> Iterator[Steps]:
    """Note what is changed meanwhile, within a transaction: by which history entries that is told.

    ``also`` are columns of rows whose history is not kept.
    """
    last = HistoryEntry.objects.aggregate(Max("pk"))["pk__max"] or 0
    before = [columns.read() for columns in also]
    steps: Steps = []
    yield steps
    mine = HistoryEntry.objects.filter(pk__gt=last, at=TransactionBegan())
    steps += mine.order_by("pk").values_list("pk", flat=True)
    for columns, were in zip(also, before, strict=True):
        steps += columns.changed(were)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of rows whose history is not kept."""

    rows: QuerySet[Any]
    names: tuple[str, ...]

    def read(self) -> dict[int, dict[str, Any]]:
        """What stands in them, by row."""
        rows = self.rows.order_by().values("pk", *self.names)
        return {row.pop("pk"): row for row in rows}

    def changed(self, were: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows that are not as they were; a newer one first, for it stands for an older."""
        label = self.rows.model._meta.label_lower
        now = self.read()
        return [
            {"model": label, "pk": pk, "before": were[pk], "after": now[pk]}
            for pk in sorted(were.keys() & now.keys(), reverse=True)
            if were[pk] != now[pk]
        ]


@transaction.atomic
def undo(steps: Steps, *, by: Any, model: type, pk: Any) -> Any:
    """Put back what these steps took away or changed; gives the record.

    Raises CannotUndo, and PermissionDenied for whoever may not keep the record any more; then
    nothing is changed.
    """
    rows = HistoryEntry.objects.filter(pk__in=[one for one in steps if isinstance(one, int)])
    entries = list(rows.order_by("pk"))
    try:
        with history.context(user=by.pk, why=WHY), transaction.atomic():
            for entry in reversed(entries):
                _reverse(entry)
            for step in reversed(steps):
                if isinstance(step, dict):
                    _set_back(step)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return _as_it_stands(by, model, pk)
    except IntegrityError as problem:
        raise CannotUndo(TAKEN) from problem


def _as_it_stands(by: Any, model: Any, pk: Any) -> Any:
    record = rows_seen(model, by).filter(pk=pk).first()
    rule = UNDOABLE[model]
    if record is None or not (rule.permission is None or rule.permission(by, record)):
        raise PermissionDenied
    if rule.check is not None:
        try:
            rule.check(record)
        except ValidationError as problem:
            raise CannotUndo(" ".join(problem.messages)) from problem
    return record


def _reverse(entry: HistoryEntry) -> None:
    """Insert a row that went, take away one that came, or set columns as they were."""
    if entry.after is None:
        _run(*_insert(entry))
        return
    if entry.before is None:
        _run(f"DELETE FROM {_table(entry.table)} WHERE id = %s", [entry.object_id])  # noqa: S608
        return
    was, now = entry.before, entry.after
    changed = [name for name in was if was[name] != now.get(name) and name not in COUNTED]
    if changed:
        _run(*_update(entry, changed))


def _insert(entry: HistoryEntry) -> tuple[str, list[Any]]:
    table, names = _table(entry.table), ", ".join(map(_quote, entry.before or ()))
    sql = f"""
        INSERT INTO {table} ({names})
        SELECT {names} FROM jsonb_populate_record(NULL::{table},
          (SELECT before FROM records_historyentry WHERE id = %s))
        """  # noqa: S608 - our own tables and columns
    return sql, [entry.pk]


def _update(entry: HistoryEntry, changed: list[str]) -> tuple[str, list[Any]]:
    """Only where they still are as they were left."""
    table, names = _table(entry.table), [_quote(name) for name in changed]
    to = ", ".join(f"{name} = was.{name}" for name in names)
    same = " AND ".join(f"row.{name} IS NOT DISTINCT FROM left_as.{name}" for name in names)
    sql = f"""
        UPDATE {table} AS row SET {to}
        FROM records_historyentry AS entry,
          jsonb_populate_record(NULL::{table}, entry.before) AS was,
          jsonb_populate_record(NULL::{table}, entry.after) AS left_as
        WHERE entry.id = %s AND row.id = entry.object_id AND {same}
        """  # noqa: S608 - our own tables and columns
    return sql, [entry.pk]


def _set_back(step: dict[str, Any]) -> None:
    model = apps.get_model(step["model"])
    rows = model._meta.base_manager.filter(pk=step["pk"], **step["after"])
    if rows.update(**step["before"]) != 1:
        raise CannotUndo(TAKEN)


def _run(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if cursor.rowcount != 1:
            raise CannotUndo(TAKEN)


def _table(model: Any) -> str:
    return _quote(model._meta.db_table)


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
