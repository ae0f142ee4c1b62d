"""Grants of a file that pass on other grants: what is wrong between them, and how they are joined.

All is asked of the database, of the rows as they stand in ``import_row``; circles are told as the
rows are read (``chains.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from interface.words import pounds
from registry.imported import AT_FAULT, Scope

PASSED_ON_FROM = "passed_on_from"  # of a new record, in ``fresh``
# Amounts of which the most that they can be is not known, as in a form
NO_MOST = "('about', 'at_least', 'more_than')"
WITHOUT_ABOVE = "goes back to {}, which has a problem. They can only be imported together"
MORE = "is more than the {} that it is passed on from"


def stated(row: str, flow: str) -> dict[str, str]:
    """What a record says once the file is in, in SQL: its meaning, the least and the most of it.

    ``row`` of the file says it, else the record as it is, ``flow``; either may not be there.
    """
    amount = {
        name: f"CASE WHEN {row}.said ? 'amount_low' THEN {row}.said ->> 'amount_{name}' "
        f"ELSE {flow}.amount_{name}::text END"
        for name in ("low", "high", "qualifier")
    }
    meaning = f"coalesce({row}.said ->> 'meaning', {flow}.meaning, {row}.fresh ->> 'meaning')"
    ends = f"({amount['low']})::numeric, ({amount['high']})::numeric"
    return {
        "meaning": meaning,
        "low": f"({amount['low']})::numeric",
        "is_changed": f"({ends}, {meaning}) IS DISTINCT FROM "
        f"({flow}.amount_low, {flow}.amount_high, {flow}.meaning)",
        "most": f"(CASE WHEN {amount['qualifier']} NOT IN {NO_MOST} "
        f"THEN coalesce({amount['high']}, {amount['low']}) END)::numeric",
    }


_CHILD, _ABOVE, _PART = (
    stated(*each) for each in (("child", "own"), ("file", "flow"), ("part_row", "part"))
)
# What it is passed on from, in the file or here, and the most that that can be: as a form has it,
# where both mean the same.
ABOVE = f"""
SELECT child.number, coalesce(file.number, 0) AS file_number, there.id AS there_id,
  CASE WHEN {_ABOVE["meaning"]} = {_CHILD["meaning"]} THEN {_ABOVE["most"]} END AS most
FROM import_row child
LEFT JOIN import_row file ON file.match = lower(child.fresh ->> 'passed_on_from')
LEFT JOIN import_there there ON there.match = lower(child.fresh ->> 'passed_on_from')
LEFT JOIN funding_flow flow ON flow.id = coalesce(file.object_id, there.id)
LEFT JOIN funding_flow own ON own.id = child.object_id
WHERE child.fresh ? 'passed_on_from'
"""  # noqa: S608 - our own words
# What is here already and would pass on more than it is, since the file makes it less.
PASSES_ON_MORE = f"""
SELECT file.number, max({_PART["low"]}) FROM import_row file
JOIN funding_flow flow ON flow.id = file.object_id
JOIN funding_flow part ON part.parent_id = flow.id
JOIN import_there there ON there.id = part.id
LEFT JOIN import_row part_row ON part_row.object_id = part.id
WHERE {_ABOVE["meaning"]} = {_PART["meaning"]} AND {_PART["low"]} > {_ABOVE["most"]}
  AND {_ABOVE["is_changed"]}
GROUP BY 1 ORDER BY 1 LIMIT 100
"""  # noqa: S608 - our own words
# What is here already, passed on, and would be more than what it is passed on from.
MORE_THAN_ABOVE = f"""
SELECT child.number, {_ABOVE["most"]} FROM import_row child
JOIN funding_flow own ON own.id = child.object_id
JOIN import_there there ON there.id = own.parent_id
JOIN funding_flow flow ON flow.id = own.parent_id
LEFT JOIN import_row file ON file.object_id = own.parent_id
WHERE {_ABOVE["meaning"]} = {_CHILD["meaning"]} AND {_CHILD["low"]} > {_ABOVE["most"]}
  AND {_CHILD["is_changed"]} AND NOT child.fresh ? 'passed_on_from'
ORDER BY 1 LIMIT 100
"""  # noqa: S608 - our own words
# What is here already and would go from a body to itself.
TO_ITSELF = """
SELECT number FROM import_row file JOIN funding_flow flow ON flow.id = object_id
WHERE CASE WHEN said ? 'giver_id' THEN (said ->> 'giver_id')::bigint ELSE giver_id END
  = CASE WHEN said ? 'receiver_id' THEN (said ->> 'receiver_id')::bigint ELSE receiver_id END
ORDER BY 1 LIMIT 100
"""


# Records that would end before they begin, by what the file says and what it leaves as it is.
ENDS_FIRST = """
SELECT number FROM import_row JOIN funding_flow flow ON flow.id = object_id
WHERE coalesce((said ->> 'end')::date, CASE WHEN NOT flow.end_follows THEN flow."end" END)
  < coalesce((said ->> 'start')::date, flow.start)
ORDER BY 1 LIMIT 100
"""


# Legs that go back to a row that stays out of the file, and is not here either; step by step
ABOVE_AT_FAULT = """
WITH RECURSIVE child AS MATERIALIZED (
  SELECT number, match, lower(fresh ->> 'passed_on_from') AS above,
    CASE WHEN fresh ? 'part_of' THEN 'part_of' ELSE 'passed_on_from' END AS key,
    lower(btrim(regexp_replace(
      coalesce(fresh ->> 'part_of', fresh ->> 'passed_on_from'), '\\s+', ' ', 'g'))) AS said
  FROM import_row WHERE is_new AND NOT is_out AND fresh ? 'passed_on_from'
), waits AS (
  SELECT number, match, key, said FROM child
  WHERE said = ANY(%s) AND NOT EXISTS (SELECT FROM import_there there WHERE there.match = above)
    AND NOT EXISTS (SELECT FROM import_row file WHERE file.match = above AND NOT file.is_out)
  UNION
  SELECT child.number, child.match, child.key, waits.said
  FROM waits JOIN child ON child.above = waits.match
) SELECT DISTINCT ON (number) number, key, said FROM waits ORDER BY number, said
"""


def also_wrong(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """A leg larger than what it is passed on from, or without that; a record that would end before
    it begins."""
    if scope.may_fill(PASSED_ON_FROM):
        yield from _of_legs(cursor, scope.kept.get(AT_FAULT, {}))
    if scope.some_there:
        cursor.execute(ENDS_FIRST)
        for (number,) in cursor.fetchall():
            text = "with the dates recorded here, it would end before it begins"
            yield number, "end", text


def _of_legs(cursor: Any, at_fault: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    cursor.execute(ABOVE_AT_FAULT, [list(at_fault)])
    for number, key, said in cursor.fetchall():
        yield number, key, WITHOUT_ABOVE.format(at_fault[said])
    cursor.execute(
        f"SELECT above.number, above.most FROM ({ABOVE}) above "  # noqa: S608 - our own words
        "JOIN import_row USING (number) WHERE (said ->> 'amount_low')::numeric > above.most "
        "ORDER BY 1 LIMIT 100"
    )
    for number, most in cursor.fetchall():
        yield number, "amount", MORE.format(pounds(most))


def of_what_is_there(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """What a file that says only a part of it would make wrong in what is recorded."""
    if not scope.some_there:
        return
    cursor.execute(TO_ITSELF)
    for (number,) in cursor.fetchall():
        yield number, "receiver", "would be the same as the giver, with what is recorded here"
    cursor.execute(MORE_THAN_ABOVE)
    for number, most in cursor.fetchall():
        yield number, "amount", MORE.format(pounds(most))
    cursor.execute(PASSES_ON_MORE)
    for number, part in cursor.fetchall():
        yield number, "amount", f"is less than the {pounds(part)} of it that is passed on"


def before_writing(cursor: Any, scope: Scope) -> None:
    """Name the flow that each new one passes on, in the file or here."""
    if not scope.may_fill(PASSED_ON_FROM):
        return
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
