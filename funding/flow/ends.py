"""When money ends of which nobody said it: with its programme, kept by the database.

``Flow.end_follows`` says so. Such an end comes, goes and moves with that of the programme, so
lists, sums, calendars and files read one column. There is none where the money is of a later day.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db.models import Q

from partnerships.models import Programme
from records.dates import DateWithPrecision

# How an end is known that nobody said
WITH_PROGRAMME, FROM_MONTHS = "with its programme", "calculated from its months"
# Whoever gives an end says it, or the months from which it is worked out
_FILL_IN = """
    IF NEW.end_is_worked_out OR (NEW."end" IS NOT NULL AND ({said})) THEN
        NEW.end_follows := false;
        RETURN NEW;
    END IF;
    SELECT programme."end", programme.end_precision INTO NEW."end", NEW.end_precision
      FROM partnerships_programme programme
      WHERE programme.id = NEW.programme_id AND programme."end" IS NOT NULL
        AND coalesce(NEW.start, NEW.awarded_on, NEW.as_of, '-infinity') <= programme."end";
    NEW.end_follows := FOUND;
    IF NOT FOUND THEN NEW.end_precision := 'day'; END IF;
    RETURN NEW;
"""
# A row that was read before may still say that it follows, with another end
_SAID_ANEW = 'NOT NEW.end_follows OR (OLD.end_follows AND NEW."end" IS DISTINCT FROM OLD."end")'


def end_triggers() -> list[pgtrigger.Trigger]:
    """Triggers of a flow: the end of its programme, where nobody said another."""
    return [
        pgtrigger.Trigger(
            name="end_as_programme_on_insert",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition('NEW."end" IS NULL OR NEW.end_follows'),
            func=_FILL_IN.format(said="NOT NEW.end_follows"),
        ),
        pgtrigger.Trigger(
            name="end_as_programme_on_update",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf(
                *("end", "start", "awarded_on", "as_of", "programme_id", "end_follows"),
                "end_is_worked_out",
            ),
            condition=pgtrigger.Condition('NEW."end" IS NULL OR NEW.end_follows'),
            func=_FILL_IN.format(said=_SAID_ANEW),
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


def end_words(flow: Any) -> str:
    """When it ends, as precisely as known, and whether only its programme says so; empty where that
    is not known: "March 2023, with its programme"."""
    end = DateWithPrecision.of(flow, "end")
    return f"{end}{', with its programme' if flow.end_follows else ''}" if end else ""


def stated_end(flow: Any) -> DateWithPrecision | None:
    """The end that somebody said, or worked out; None for one that only follows."""
    return None if flow.end_follows else DateWithPrecision.of(flow, "end")


def end_of_money(flow: Any, fund: Any) -> DateWithPrecision | None:
    """When money of a fund ends, of one flow or of all: as the flow says it, else the fund, else
    the programme of the flow."""
    stated = stated_end(flow) if flow else None
    of_fund = DateWithPrecision.of(fund, "end")
    return stated or of_fund or (DateWithPrecision.of(flow, "end") if flow else None)


def said_by(flow: Any) -> str:
    """How its end is known, as lists and files say it; empty where its source says it, or none."""
    if flow.end_follows:
        return WITH_PROGRAMME
    return FROM_MONTHS if flow.end_is_worked_out else ""


# What a row may say of it
FOLLOWS_PROGRAMME = Q(end_follows=False) | Q(
    end__isnull=False, programme__isnull=False, end_is_worked_out=False
)
