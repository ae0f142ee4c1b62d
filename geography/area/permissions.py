from __future__ import annotations

from typing import Any

from access.permissions import can_edit_place, is_administrator, wrote
from access.visibility import reader_of
from partnerships.models import Place


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
