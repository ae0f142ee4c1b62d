"""Filling a table by COPY, for rows by the thousand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED
from pgtrigger.utils import quote

Row = Sequence[Any]


def copy(model: Any, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """COPY rows into a model's table; columns that are not named get their default."""
    constant = defaults(model, columns)
    names = ", ".join(quote(name) for name in (*columns, *constant))
    rest = tuple(constant.values())
    number = 0
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as into,
    ):
        for row in rows:
            into.write_row((*row, *rest))
            number += 1
    return number


def defaults(model: Any, columns: Collection[str]) -> dict[str, Any]:
    """Values of the columns that the table needs and the rows do not have."""
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if field.column not in columns
        and not (field.generated or field.primary_key or field.null)
        and field.db_default is NOT_PROVIDED
    }
