from __future__ import annotations

from typing import Any

from access.permissions import can_edit_place, edits, is_administrator, wrote
from access.visibility import reader_of
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


def can_draw_areas(user: Any) -> bool:
    """Editors, connectors and administrators make an area out of places; it gives nobody a role."""
    reader = reader_of(user)
    return bool(
        reader and (reader.edited_places or reader.connected_places or reader.is_administrator)
    )


def can_remake_area(user: Any, place: Place) -> bool:
    """Whoever drew an area, its editors and connectors, and administrators say what is in it."""
    if place.kind != Place.Kind.CUSTOM:
        return False
    own = wrote(user, place) and can_draw_areas(user)
    return own or can_edit_place(user, place) or is_administrator(user)


def can_keep_boundary(user: Any, place: Place) -> bool:
    """Whoever keeps a place that people add, or says what an area is made of. Outlines of councils
    and of what is made of them come with the program."""
    return can_keep_local(user, place) or can_remake_area(user, place)
