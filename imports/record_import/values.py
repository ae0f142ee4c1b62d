"""The columns of a record in SQL, by the JSON that says them in the rows of an import.

``jsonb_populate_record`` would do the same in several times the time: it looks in each row for each
column, also for the many that no row of a file fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, JSONField, TextField
from django.db.models.fields import NOT_PROVIDED


def written(model: Any) -> list[Any]:
    """The columns that are written: all but those that the database computes or has a word on."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.generated
        and not (field.db_default is not NOT_PROVIDED and not field.has_default())
    ]


def defaults(model: Any) -> dict[str, Any]:
    """What a form would leave in the columns that nobody fills."""
    made = {}
    for field in written(model):
        value = field.get_default()
        if value is not None:
            made[field.column] = value
    return made


def listed(fields: Iterable[Any]) -> str:
    """The names of columns in SQL."""
    return ", ".join(f'"{field.column}"' for field in fields)


def value(field: Any, said: Sequence[str], usual: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """A column in SQL, with its parameters: as the first JSON says that has it; else as usual."""
    values = [_typed(field, _of(field, json)) for json in said]
    params = []
    if field.column in usual:
        values.append(_typed(field, "%s"))
        params.append(field.get_db_prep_save(usual[field.column], connection))
    elif not values:
        values.append(_typed(field, "NULL"))
    return f"coalesce({', '.join(values)})", params


def _of(field: Any, json: str) -> str:
    if isinstance(field, ArrayField):
        each = f"jsonb_array_elements_text({json} -> '{field.column}') each"
        return f"(SELECT array_agg(each) FROM {each})"  # noqa: S608 - names of our own
    return f"({json} {'->' if isinstance(field, JSONField) else '->>'} '{field.column}')"


def _typed(field: Any, sql: str) -> str:
    """A value as its column takes it. A text is not cast: one that is too long would be cut."""
    if isinstance(field, CharField | TextField):
        return sql
    return f"{sql}::{field.db_type(connection)}"
