"""Written SQL read into records: a query of the page of a place costs a millisecond to build and
compile, which is more than it takes to run. What a reader may see still comes from ``visible_to``,
compiled into the written query by ``seen``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
Params = Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that a reader sees, to stand in a written query (``FROM {part}``), and its values."""

    sql: str
    values: tuple[Any, ...]

    def __str__(self) -> str:
        return self.sql


def seen(rows: QuerySet, name: str, *columns: str) -> Part:
    """These rows, in no order, as ``name`` with these columns."""
    sql, values = rows.order_by().values_list(*columns).query.sql_with_params()
    named = ", ".join(f'"{column}"' for column in columns)
    return Part(f"({sql}) AS {name} ({named})", values)


def read(sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """The rows of a written query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def records(
    model: type[Row], sql: str, params: Params = (), **joined: type[Model]
) -> list[Any]:  # with whatever columns the query has beside the model's
    """The rows of a written query as records of ``model``, with the records joined to each.

    A column ``source__title`` is the title of what ``joined`` calls ``source``, which is None where
    its ``source__id`` is null. Columns that are no field become attributes; fields that are not
    read are deferred.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        at = {column.name: number for number, column in enumerate(cursor.description)}
        rows = cursor.fetchall()
    own = _columns(model, at)
    more = {name: at[name] for name in at if name not in own and "__" not in name}
    parts = {part: (kind, _columns(kind, at, f"{part}__")) for part, kind in joined.items()}
    made = []
    for row in rows:
        record: Any = _record(model, own, row)
        for name, number in more.items():
            setattr(record, name, row[number])
        for part, (kind, columns) in parts.items():
            is_there = row[columns["id"]] is not None
            setattr(record, part, _record(kind, columns, row) if is_there else None)
        made.append(record)
    return made


def _columns(kind: type[Model], at: dict[str, int], prefix: str = "") -> dict[str, int]:
    """Which fields of a kind of record were read, in the order of its own, and where each is."""
    names = (field.attname for field in kind._meta.concrete_fields)
    return {name: at[prefix + name] for name in names if prefix + name in at}


def _record(kind: type[Model], columns: dict[str, int], row: Sequence[Any]) -> Model:
    return kind.from_db(connection.alias, columns, [row[number] for number in columns.values()])
