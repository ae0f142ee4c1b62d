"""Which rows of a list of money are not for this person to bring, as a form would refuse them.

Who contributes at the place brings any of it. Others bring what their own bodies give and what is
of a programme that they lead, and pass on what is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from access.permissions import contributes
from access.visibility import reader_of
from funding.exchange.legs import ABOVE
from registry.imported import Scope

NOT_YOURS = (
    "is not your own organisation. You have no role at its place, so you can only bring the money "
    "of your own organisations and programmes"
)
GIVER = "CASE WHEN said ? 'giver_id' THEN (said ->> 'giver_id')::bigint ELSE flow.giver_id END"
PROGRAMME = (
    "coalesce(flow.programme_id, (only_new ->> 'programme_id')::bigint, "
    "(fresh ->> 'programme_id')::bigint)"
)
# At a place of a file for several, or above it, where the person contributes
CONTRIBUTED = (
    "coalesce(ARRAY(SELECT jsonb_array_elements_text(fresh -> 'reach_ids')::bigint) "
    "&& %(contributed)s::bigint[], false)"
)
# New money, and what they may change and would give away.
NOT_THEIRS = f"""
SELECT number FROM import_row
LEFT JOIN funding_flow flow ON flow.id = object_id
LEFT JOIN import_there there ON there.id = object_id
WHERE NOT coalesce({GIVER} = ANY(%(bodies)s), false)
  AND NOT coalesce({PROGRAMME} = ANY(%(programmes)s), false)
  AND NOT {CONTRIBUTED}
  AND (is_new OR (there.may AND {GIVER} IS DISTINCT FROM flow.giver_id))
ORDER BY 1 LIMIT 100
"""  # noqa: S608 - our own words
NOT_THEIRS_TO_PASS_ON = f"""
SELECT above.number FROM ({ABOVE}) above JOIN import_row USING (number)
JOIN funding_flow flow ON flow.id = above.there_id
WHERE import_row.is_new
  AND NOT coalesce(flow.giver_id = ANY(%(bodies)s), false)
  AND NOT coalesce(flow.receiver_id = ANY(%(bodies)s), false)
  AND NOT coalesce(flow.programme_id = ANY(%(programmes)s), false)
  AND NOT flow.reach_ids && %(contributed)s::bigint[]
ORDER BY 1 LIMIT 100
"""  # noqa: S608 - our own words


def not_theirs(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """Rows that are somebody else's to bring, and legs that are somebody else's to pass on."""
    reader = reader_of(scope.user)
    if reader is None or contributes(scope.user, scope.place):
        return
    own = {
        "bodies": sorted(reader.organisations),
        "programmes": sorted(reader.led_programmes),
        "contributed": sorted(reader.contributed_places) if scope.programme else [],
    }
    cursor.execute(NOT_THEIRS, own)
    for (number,) in cursor.fetchall():
        yield number, "giver", NOT_YOURS
    cursor.execute(NOT_THEIRS_TO_PASS_ON, own)
    for (number,) in cursor.fetchall():
        yield number, "part_of", "is not yours to pass on"
