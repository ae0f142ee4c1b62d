"""The words of a barrier that the public would read, as one mark: who agrees, agrees to these."""

from __future__ import annotations

import hashlib

from barriers.models import Barrier
from barriers.models.taken_down import WORDS

_OF_PARTS = {
    "actions": ("what", "by", "on", "outcome", "result"),
    "checks": ("what", "verdict", "checked_by", "on", "is_claim"),
    "closings": ("status", "how", "what", "unlocked_by", "on", "reopened_because"),
    "place_links": ("place_id",),
    "sub_type_links": ("sub_type_id",),
}


def mark_of(barrier: Barrier) -> str:
    """Changes with any word that the public would read; up to five queries."""
    said = [str(getattr(barrier, name)) for name in WORDS]
    for parts, names in _OF_PARTS.items():
        rows = sorted(getattr(barrier, parts).all(), key=lambda row: row.pk)
        said += [str(getattr(row, name)) for row in rows for name in names]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]
