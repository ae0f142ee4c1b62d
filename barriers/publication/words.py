"""The words of a barrier that the public would read, as one mark: who agrees, agrees to these."""

from __future__ import annotations

import hashlib
from typing import Any

from barriers.models import Barrier
from barriers.publication.models.agreed_words import words_of

PARTS = ("actions", "checks", "closings", "place_links", "sub_type_links")


def mark_of(barrier: Barrier) -> str:
    """Changes with any word that the public would read; up to five queries."""
    said = _said(barrier)
    for part in PARTS:
        for row in sorted(getattr(barrier, part).all(), key=lambda row: row.pk):
            said += _said(row)
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]


def differ(before: Barrier, after: Barrier) -> bool:
    """Whether the barrier's own words are others."""
    return any(getattr(before, name) != getattr(after, name) for name in words_of(Barrier))


def _said(row: Any) -> list[str]:
    return [str(getattr(row, name)) for name in words_of(type(row))]
