"""Grants of a file that pass on other grants: what is wrong between them, and how they are joined.

All is asked of the database, of the rows as they stand in ``import_row``; circles are told as the
rows are read (``chains.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interface.words import pounds
from partnerships.imported import Scope

# What it is passed on from, in the file or here, and the most that that can be: as a form has it.
ABOVE = """
SELECT child.number, coalesce(file.number, 0) AS file_number, there.id AS there_id,
  coalesce((file.said ->> 'amount_low')::numeric, CASE WHEN flow.meaning = 'committed'
    AND flow.amount_qualifier NOT IN ('about', 'at_least', 'more_than')
    THEN coalesce(flow.amount_high, flow.amount_low) END) AS most
FROM import_row child
LEFT JOIN import_row file ON file.match = lower(child.fresh ->> 'passed_on_from')
LEFT JOIN import_there there ON there.match = lower(child.fresh ->> 'passed_on_from')
LEFT JOIN funding_flow flow ON flow.id = there.id
WHERE child.fresh ? 'passed_on_from'
"""


# Records that would end before they begin, by what the file says and what it leaves as it is.
ENDS_FIRST = """
SELECT number FROM import_row JOIN funding_flow flow ON flow.id = object_id
WHERE coalesce((said ->> 'end')::date, flow."end")
  < coalesce((said ->> 'start')::date, flow.start)
ORDER BY 1 LIMIT 100
"""


def also_wrong(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """A leg larger than what it is passed on from; a record that would end before it begins."""
    cursor.execute(
        f"SELECT above.number, above.most FROM ({ABOVE}) above "  # noqa: S608 - our own words
        "JOIN import_row USING (number) WHERE (said ->> 'amount_low')::numeric > above.most "
        "ORDER BY 1 LIMIT 100"
    )
    for number, most in cursor.fetchall():
        yield number, "amount", f"is more than the {pounds(most)} that it is passed on from"
    cursor.execute(ENDS_FIRST)
    for (number,) in cursor.fetchall():
        yield number, "end", "it would end before it begins, with the dates that are recorded here"


def before_writing(cursor: Any, scope: Scope) -> None:
    """Name the flow that each new one passes on, in the file or here."""
    cursor.execute(
        f"""
        UPDATE import_row SET fresh = fresh || jsonb_build_object('parent_id', above.id)
        FROM (
          SELECT above.number, coalesce(turn.record_id, made.object_id, above.there_id) AS id
          FROM ({ABOVE}) above
          LEFT JOIN import_turn turn ON turn.number = above.file_number
          LEFT JOIN import_row made ON made.number = above.file_number
        ) above
        WHERE above.number = import_row.number AND above.id IS NOT NULL AND import_row.is_new
        """  # noqa: S608 - our own words
    )
