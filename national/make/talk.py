"""What stands beside records: comments, whom they mention, and attached files."""

from __future__ import annotations

from barriers.models import Barrier, SystemicBarrier
from collaboration.models import Attachment, Comment, Mention
from national.make.rows import MADE, MADE_BY, PERSON, Rows, cycle, kind_of, pick, some
from pilots.models import Engagement, Pilot, Update

# Where people comment: of a hundred comments, so many on each kind of record
_ON = {Barrier: 45, Pilot: 30, Update: 23, SystemicBarrier: 2}
_BESIDE = {Update: 70, Engagement: 30}


def _any_of(models: dict[type, int]) -> dict[str, str]:
    """A record of these kinds, by weight; they are numbered from 1."""
    tables = {model: model._meta.db_table for model in models}
    numbers = " ".join(
        f"WHEN '{table}' THEN (SELECT max(id) FROM {table})"  # noqa: S608
        for table in tables.values()
    )
    kinds = " ".join(f"WHEN '{table}' THEN {kind_of(model)}" for model, table in tables.items())
    return {
        "_table": pick({tables[model]: weight for model, weight in models.items()}),
        "_any": f"1 + floor(:u * CASE _table {numbers} END)",
        "_kind": f"CASE _table {kinds} END",
    }


TALK = (
    Rows(  # one in two hundred is on the largest pilot, or on the first barrier
        Comment,
        "generate_series(1, :comments)",
        {
            **_any_of(_ON),
            "subject_type": f"CASE n % 200 WHEN 0 THEN {kind_of(Pilot)} "
            f"WHEN 1 THEN {kind_of(Barrier)} ELSE _kind END",
            "subject_id": "CASE WHEN n % 200 > 1 THEN _any ELSE 1 END",
            "text": "'Made-up comment ' || n",
            **MADE_BY,
        },
    ),
    Rows(Mention, some("p % 4 = 1", ":comments"), {"comment": "p", "user": PERSON}),
    Rows(
        Attachment,
        "generate_series(1, :attachments)",
        {
            **_any_of(_BESIDE),
            "subject_type": "_kind",
            "subject_id": "_any",
            "file": "lpad(to_hex(n % 256), 2, '0') || '/' || lpad(to_hex(n), 40, '0')",
            "name": "'made-up-file-' || n",
            "kind": cycle("pdf", "image", "spreadsheet"),
            "media_type": cycle("application/pdf", "image/jpeg", "text/csv"),
            "size": "1000 + n % 5000000",
            "digest": "lpad(to_hex(n), 64, '0')",
            "created_by": PERSON,
            **MADE,
        },
    ),
)
