"""Which flows stand alone, kept by the database: what they count is read from their own row.

``Flow.only_place`` is the place of a flow that is for one place alone, ``Flow.passes_on`` says that
a leg comes after it, ``Flow.has_years`` that it has a profile by year. A flow for one place with no
leg before or after it and no profile stands alone, and most do: totals over thousands of flows take
those in one pass over an index, and follow leg by leg only what is passed on or shared out.

All three are as the rows stand, whoever reads: a hidden leg makes a flow no less linked, and
nothing shows it, since both ways of adding up come to the same sum. A flow from before these
columns counts as linked in every way until ``settle`` has looked at it: its sum is right, it only
takes longer.
"""

from __future__ import annotations

import pgtrigger
from django.db import connection, transaction
from django.db.models import Q

from access.reach import EVENTS
from records.history import KEPT_OF_MANY

ALONE = Q(parent__isnull=True, passes_on=False, has_years=False, only_place__isnull=False)

ONLY_PLACE = """(
  SELECT min(link.place_id) FROM funding_flowplace link
  WHERE link.flow_id = record.id HAVING count(*) = 1
)"""
PASSES_ON = "EXISTS (SELECT FROM funding_flow leg WHERE leg.parent_id = record.id)"
HAS_YEARS = "EXISTS (SELECT FROM funding_flowyear part WHERE part.flow_id = record.id)"
STANDS_OTHERWISE = (
    f"only_place IS DISTINCT FROM {ONLY_PLACE}"
    f" OR passes_on <> {PASSES_ON} OR has_years <> {HAS_YEARS}"
)
SLICE = 5_000


def settle() -> int:
    """Say of each flow that stands otherwise than it says what is so; gives how many did.

    That is what was there before the columns were, or came with triggers off. Nobody edited
    anything, so versions stay. Slice by slice, so that nobody waits long for a flow.
    """
    settled = 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM funding_flow record WHERE {STANDS_OTHERWISE} ORDER BY id"  # noqa: S608
        )
        found = [pk for (pk,) in cursor.fetchall()]
        for first in range(0, len(found), SLICE):
            rows = [found[first : first + SLICE]]
            with transaction.atomic(), pgtrigger.ignore("funding.Flow:stand_as_kept"):
                cursor.execute(f"{_LOCKED} ORDER BY id FOR NO KEY UPDATE", rows)
                cursor.execute(_SETTLED, rows)
                settled += cursor.rowcount
    return settled


_LOCKED = "SELECT FROM funding_flow WHERE id = ANY(%s)"
_SETTLED = f"""
UPDATE funding_flow record
SET only_place = {ONLY_PLACE}, passes_on = {PASSES_ON}, has_years = {HAS_YEARS}
WHERE id = ANY(%s) AND ({STANDS_OTHERWISE})
"""  # noqa: S608 - our own columns


def _again(column: str, is_so: str, rows: str) -> str:
    """Asks anew of these flows. They are locked first: who waits then counts what others wrote."""
    return f"""
        PERFORM 1 FROM funding_flow WHERE id IN ({rows}) ORDER BY id FOR NO KEY UPDATE;
        UPDATE funding_flow record SET {column} = {is_so}
        WHERE record.id IN ({rows}) AND record.{column} <> {is_so};
        RETURN NULL;
    """  # noqa: S608 - our own columns


def leg_triggers() -> list[pgtrigger.Trigger]:
    """Triggers of a flow: whether what it is passed on from passes it on."""
    return [
        # What a page loaded before may be out of date when it saves the whole row
        pgtrigger.Trigger(
            name="stand_as_kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                "pg_trigger_depth() = 0 AND (NEW.only_place IS DISTINCT FROM OLD.only_place"
                " OR NEW.passes_on <> OLD.passes_on OR NEW.has_years <> OLD.has_years)"
            ),
            func="""
                NEW.only_place := OLD.only_place; NEW.passes_on := OLD.passes_on;
                NEW.has_years := OLD.has_years; RETURN NEW;
            """,
        ),
        # An import makes a flow with its places at once, and says itself which is the only one
        pgtrigger.Trigger(
            name="stand_at_first",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition(
                f"current_setting('{KEPT_OF_MANY}', true) IS DISTINCT FROM 'funding.flow'"
                " AND (NEW.only_place IS NOT NULL OR NEW.passes_on OR NEW.has_years)"
            ),
            func="""
                NEW.only_place := NULL; NEW.passes_on := false; NEW.has_years := false;
                RETURN NEW;
            """,
        ),
        *(
            pgtrigger.Trigger(
                name=f"stand_alone_{event}",
                when=pgtrigger.After,
                operation=operation,
                condition=pgtrigger.Condition(condition),
                func=_again("passes_on", PASSES_ON, rows),
            )
            for event, operation, condition, rows in (
                ("insert", pgtrigger.Insert, "NEW.parent_id IS NOT NULL", "NEW.parent_id"),
                (
                    "update",
                    pgtrigger.UpdateOf("parent_id"),
                    "NEW.parent_id IS DISTINCT FROM OLD.parent_id",
                    "NEW.parent_id, OLD.parent_id",
                ),
                ("delete", pgtrigger.Delete, "OLD.parent_id IS NOT NULL", "OLD.parent_id"),
            )
        ),
    ]


def year_triggers() -> list[pgtrigger.Trigger]:
    """Triggers of a profile by year: whether its flow has one."""
    return [
        pgtrigger.Trigger(
            name=f"stand_alone_{event}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=_again("has_years", HAS_YEARS, rows.format(o="flow_id")),
        )
        for event, (operation, referencing, rows) in EVENTS.items()
    ]
