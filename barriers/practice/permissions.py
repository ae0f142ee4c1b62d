"""Who may do what in the practice library."""

from __future__ import annotations

from typing import Any

from access.permissions import contributes_anywhere, is_administrator, keeps_anything, wrote
from access.visibility import reader_of
from barriers.barrier.permissions import can_record_check
from barriers.models import Barrier, GuidanceRead


def can_keep_library(user: Any, entry: Any = None) -> bool:
    """Guidance and examples are kept by directory connectors and administrators."""
    reader = reader_of(user)
    return bool(reader and reader.connected_places) or is_administrator(user)


def can_note_reading(user: Any, entry: Any = None) -> bool:
    """Whoever logs anything, keeps any part of the directory or the library says which body has
    read guidance."""
    return contributes_anywhere(user) or keeps_anything(user) or can_keep_library(user)


def can_keep_steps(user: Any, step: Any = None) -> bool:
    """Recommended steps are kept by administrators."""
    return is_administrator(user)


def can_word(user: Any, barrier: Barrier) -> bool:
    """Whoever may check a barrier words what is often believed, and says who reads it."""
    return can_record_check(user, barrier)


def can_keep_reading(user: Any, reading: GuidanceRead) -> bool:
    """Who noted it, and who keeps the library."""
    return (wrote(user, reading) and can_note_reading(user)) or can_keep_library(user)
