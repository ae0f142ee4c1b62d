"""What stands beside records: comments, whom they mention, and attached files."""

from __future__ import annotations

from national.make.rows import kinds
from national.make.sql import cycle, kind_of, pick, table_of

# Where people comment: of a hundred comments, so many on each kind of record
_ON = {"barriers.Barrier": 45, "pilots.Pilot": 30, "pilots.Update": 23}
_ON |= {"barriers.SystemicBarrier": 2}
_BESIDE = {"pilots.Update": 70, "pilots.Engagement": 30}


def _any_of(kinds: dict[str, int]) -> str:
    """A record of these kinds, by weight; they are numbered from 1."""
    numbers = " ".join(
        f"WHEN '{kind}' THEN (SELECT max(id) FROM {table_of(kind)})"  # noqa: S608
        for kind in kinds
    )
    types = " ".join(f"WHEN '{kind}' THEN {kind_of(kind)}" for kind in kinds)
    return f"""{pick(kinds)} AS _kind, 1 + floor(:u * CASE _kind {numbers} END) AS _any,
      CASE _kind {types} END AS _type"""


TALK = kinds(
    f"""
-- one in two hundred is on the largest pilot, or on the first barrier
collaboration.Comment FROM :comments
SELECT {_any_of(_ON)},
CASE n % 200 WHEN 0 THEN {kind_of("pilots.Pilot")}
  WHEN 1 THEN {kind_of("barriers.Barrier")} ELSE _type END AS subject_type,
CASE WHEN n % 200 > 1 THEN _any ELSE 1 END AS subject_id, 'Made-up comment ' || n AS text, :by,
:made

collaboration.Mention FROM collaboration.Comment WHERE id % 4 = 1

collaboration.Attachment FROM :attachments
SELECT {_any_of(_BESIDE)}, _type AS subject_type, _any AS subject_id,
lpad(to_hex(n % 256), 2, '0') || '/' || lpad(to_hex(n), 40, '0') AS file,
'made-up-file-' || n AS name, {cycle("pdf", "image", "spreadsheet")} AS kind,
{cycle("application/pdf", "image/jpeg", "text/csv")} AS media_type, 1000 + n % 5000000 AS size,
lpad(to_hex(n), 64, '0') AS digest, :by, :made
"""  # noqa: S608
)
