from __future__ import annotations

from typing import Any

from partnerships.permissions import connects, edits
from partnerships.place.models.place import Place


def can_edit_place(user: Any, place: Place) -> bool:
    """A place's own page: its editors, and the connectors who keep the directory right."""
    return edits(user, place) or connects(user, place)
