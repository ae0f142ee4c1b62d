"""Chains of records that must end: money passed on, teams within teams, a pilot out of a pilot."""

from __future__ import annotations

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import connection, models

_LOOK_UP = """
    WITH RECURSIVE up (id) AS (
      SELECT {first}::bigint
      UNION
      SELECT above.{column} FROM {table} above JOIN up ON above.{of} = up.id
      WHERE above.{column} IS NOT NULL
    )
    SELECT 1 FROM up WHERE id = {own}
"""


def no_cycle(table: str, field: str, *, name: str, message: str, of: str = "") -> pgtrigger.Trigger:
    """A trigger that refuses a row whose chain by ``field`` leads back to it.

    ``of`` is the key to the record itself, where a table of its own holds the links. Two people
    who each add one half at once wait for each other, so that the second is refused.
    """
    column, own = f"{field}_id", f"{of}_id" if of else "id"
    look_up = _LOOK_UP.format(
        first=f"NEW.{column}", column=column, table=table, of=own, own=f"NEW.{own}"
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column, *filter(None, [of and own])),
        condition=pgtrigger.Q(**{f"new__{field}__isnull": False}),
        func=f"""
            PERFORM pg_advisory_xact_lock(hashtext('{table}.{column}'));
            IF EXISTS ({look_up}) THEN
              RAISE EXCEPTION '{message}'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NULL;
        """,
    )


def leads_back(record: models.Model, field: str, of: str = "") -> bool:
    """Whether the chain of a record by ``field`` leads back to it. One query."""
    column, own = f"{field}_id", f"{of}_id" if of else "id"
    first, itself = getattr(record, column), getattr(record, own)
    if first is None or itself is None:
        return False
    table = connection.ops.quote_name(record._meta.db_table)
    asked = _LOOK_UP.format(first="%s", column=column, table=table, of=own, own="%s")
    with connection.cursor() as cursor:
        cursor.execute(asked, [first, itself])
        return cursor.fetchone() is not None


def refuse_cycle(record: models.Model, field: str, message: str, of: str = "") -> None:
    """The same question for a form: ValidationError at ``field`` where the chain leads back."""
    if leads_back(record, field, of):
        raise ValidationError({field: message})
