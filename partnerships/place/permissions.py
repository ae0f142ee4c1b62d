from __future__ import annotations

from typing import Any

from access.permissions import edits, is_administrator, wrote
from partnerships.models import Place

# What people add themselves; councils and what lies above them come from official lists.
KINDS = (
    Place.Kind.WARD,
    Place.Kind.PARISH,
    Place.Kind.NEIGHBOURHOOD,
    Place.Kind.NHS_PLACE,
    Place.Kind.CUSTOM,
)


def can_add_within(user: Any, place: Place) -> bool:
    """Editors of a place, and administrators, add the places within it."""
    return edits(user, place) or is_administrator(user)


def can_keep_local(user: Any, place: Place) -> bool:
    """A ward, parish, neighbourhood, NHS place or drawn area: its editors, and administrators."""
    return place.kind in KINDS and can_add_within(user, place)


def can_take_back_local(user: Any, place: Place) -> bool:
    """Whoever added it, and who may change it; when, is asked of ``records.undoing``."""
    return place.kind in KINDS and (wrote(user, place) or can_keep_local(user, place))
