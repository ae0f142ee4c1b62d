"""When money ends of which nobody said it: with its programme, kept by the database.

``Flow.end_follows`` says so. Such an end comes, goes and moves with that of the programme, so
lists, sums, calendars and files read one column. There is none where the money is of a later day.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db.models import Q

from partnerships.models import Programme

# Whoever gives an end says it, save where it is written by the second trigger below
_FILL_IN = """
    IF NEW."end" IS NOT NULL AND NOT (NEW.end_follows AND NEW."end" IS NOT DISTINCT FROM {before})
    THEN
        NEW.end_follows := false;
        RETURN NEW;
    END IF;
    SELECT programme."end", programme.end_precision INTO NEW."end", NEW.end_precision
      FROM partnerships_programme programme
      WHERE programme.id = NEW.programme_id AND programme."end" IS NOT NULL
        AND (NEW.start IS NULL OR NEW.start <= programme."end")
        AND coalesce(NEW.start, NEW.awarded_on, NEW.as_of, '-infinity') < programme."end" + CASE
          programme.end_precision WHEN 'day' THEN 1 WHEN 'month' THEN 31 ELSE 366 END;
    NEW.end_follows := FOUND;
    IF NOT FOUND THEN NEW.end_precision := 'day'; END IF;
    RETURN NEW;
"""


def end_triggers() -> list[pgtrigger.Trigger]:
    """Triggers of a flow: the end of its programme, where nobody said another."""
    return [
        pgtrigger.Trigger(
            name="end_as_programme_on_insert",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition('NEW."end" IS NULL OR NEW.end_follows'),
            func=_FILL_IN.format(before="NULL"),
        ),
        pgtrigger.Trigger(
            name="end_as_programme_on_update",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf(
                *("end", "start", "awarded_on", "as_of", "programme_id", "end_follows")
            ),
            condition=pgtrigger.Condition('NEW."end" IS NULL OR NEW.end_follows'),
            func=_FILL_IN.format(before='OLD."end"'),
        ),
    ]


pgtrigger.register(
    pgtrigger.Trigger(
        name="end_money_with_programme",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("end", "end_precision"),
        condition=pgtrigger.Condition(
            'OLD."end" IS DISTINCT FROM NEW."end" OR OLD.end_precision <> NEW.end_precision'
        ),
        func="""
            UPDATE funding_flow SET "end" = NULL
            WHERE programme_id = NEW.id AND ("end" IS NULL OR end_follows);
            RETURN NULL;
        """,
    )
)(Programme)


def said_by(flow: Any) -> str:
    """How its end is known, as lists and files say it; empty where its source says it, or none."""
    if flow.end_follows:
        return "with its programme"
    return "calculated from its months" if flow.end_is_worked_out else ""


# What a row may say of it
FOLLOWS_PROGRAMME = Q(end_follows=False) | Q(
    end__isnull=False, programme__isnull=False, end_is_worked_out=False
)
