"""Reading history: the event rows of one record and of its parts, newest first, in one query.

A moment is one transaction: all its events carry the same time and are told together.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models

from records.history import owners

INSERT, UPDATE, DELETE = "insert", "update", "delete"


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one row: ``row`` after it (the last state, where it was deleted), ``before``
    it (None for a new row), columns by name. ``context`` says who and where."""

    model: Any
    kind: str
    object_id: int
    at: dt.datetime
    context: dict[str, Any]
    row: dict[str, Any]
    before: dict[str, Any] | None

    @property
    def user_id(self) -> int | None:
        """The account that made the change."""
        return self.context.get("user")


@dataclass(frozen=True, slots=True)
class Told:
    """A table whose events belong to a record's history, and its column that names the record."""

    model: Any
    column: str

    @property
    def table(self) -> str:
        """The event table."""
        return self.model.pgh_event_model._meta.db_table


def parts_of(model: Any) -> list[Told]:
    """The tables whose rows are parts of a record: they go when it goes (places, topics …)."""
    found = []
    other: Any
    for other in apps.get_models():
        if getattr(other, "pgh_event_models", None) and not hasattr(other, "pgh_tracked_model"):
            names = [
                name for name in owners(other) if other._meta.get_field(name).related_model is model
            ]
            found += [Told(other, other._meta.get_field(names[0]).column)] if names else []
    return sorted(found, key=lambda told: told.table)


def moments(
    record: models.Model,
    parts: Sequence[Told],
    *,
    before: dt.datetime | None = None,
    spans: Iterable[tuple[dt.datetime, dt.datetime | None]] | None = None,
    size: int = 30,
) -> list[Event]:
    """The events of the newest ``size`` moments of a record and its parts, newest first.

    ``before`` leaves out that moment and what came after it; ``spans`` keeps only moments within
    these half-open periods (an open end is now).
    """
    tables = [Told(type(record), "pgh_obj_id"), *parts]
    wanted, values = _when(before, spans)
    union = " UNION ALL ".join(_events_of(told, number) for number, told in enumerate(tables))
    sql = f"""
        SELECT number, kind, object_id, at, context, now_row, old_row FROM (
          SELECT *, dense_rank() OVER (ORDER BY at DESC) AS moment FROM ({union}) AS told {wanted}
        ) AS ranked
        WHERE moment <= %s ORDER BY at DESC, number, id
    """  # noqa: S608 - table and column names come from the models
    with connection.cursor() as cursor:
        cursor.execute(sql, [*[record.pk] * len(tables), *values, size])
        rows = cursor.fetchall()
    return [
        Event(
            tables[number].model,
            kind,
            object_id,
            at,
            _read(context) or {},
            _read(now_row),
            _read(old_row),
        )
        for number, kind, object_id, at, context, now_row, old_row in rows
    ]


def _events_of(told: Told, number: int) -> str:
    return f"""
        SELECT {number} AS number, pgh_id AS id, pgh_label AS kind, pgh_obj_id AS object_id,
          pgh_created_at AS at, pgh_context::text AS context, to_jsonb(e)::text AS now_row,
          lag(to_jsonb(e)::text) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS old_row
        FROM {told.table} e WHERE {told.column} = %s
    """  # noqa: S608 - as above


def _when(
    before: dt.datetime | None, spans: Iterable[tuple[dt.datetime, dt.datetime | None]] | None
) -> tuple[str, list[Any]]:
    """The WHERE clause that keeps the moments wanted, and its values."""
    clauses, values = [], []
    if before is not None:
        clauses.append("at < %s")
        values.append(before)
    if spans is not None:
        periods = []
        for start, end in spans:
            periods.append("at >= %s" if end is None else "(at >= %s AND at < %s)")
            values += [start] if end is None else [start, end]
        clauses.append(f"({' OR '.join(periods)})" if periods else "false")
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), values


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text, parse_float=Decimal)


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when."""

    who: str
    at: dt.datetime


def last_change(record: Any) -> LastChange | None:
    """The newest change of a record; None for one without history. Two queries."""
    newest = (
        type(record)
        .pgh_event_model.objects.filter(pgh_obj_id=record.pk)
        .order_by("-pgh_created_at", "-pgh_id")
        .values("pgh_created_at", "pgh_context")
        .first()
    )
    if newest is None:
        return None
    user_id = (newest["pgh_context"] or {}).get("user")
    user = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    return LastChange(str(user) if user else "", newest["pgh_created_at"])
