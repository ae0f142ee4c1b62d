"""Chains of records that must end: money passed on, teams within teams, a pilot out of a pilot."""

from __future__ import annotations

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import connection, models

_LOOK_UP = """
    WITH RECURSIVE up (id) AS (
      SELECT {first}::bigint
      UNION
      SELECT above.{column} FROM {table} above JOIN up ON above.id = up.id
      WHERE above.{column} IS NOT NULL
    )
    SELECT 1 FROM up WHERE id = {own}
"""


def no_cycle(table: str, field: str, *, name: str, message: str) -> pgtrigger.Trigger:
    """A trigger that refuses a row whose chain by ``field`` leads back to it.

    Two people who each add one half at once wait for each other, so that the second is refused.
    """
    column = f"{field}_id"
    look_up = _LOOK_UP.format(first=f"NEW.{column}", column=column, table=table, own="NEW.id")
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
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


def refuse_cycle(record: models.Model, field: str, message: str) -> None:
    """The same question for a form: ValidationError at ``field`` where the chain leads back."""
    column = f"{field}_id"
    first = getattr(record, column)
    if first is None or record.pk is None:
        return
    table = connection.ops.quote_name(record._meta.db_table)
    asked = _LOOK_UP.format(first="%s", column=column, table=table, own="%s")
    with connection.cursor() as cursor:
        cursor.execute(asked, [first, record.pk])
        if cursor.fetchone():
            raise ValidationError({field: message})
