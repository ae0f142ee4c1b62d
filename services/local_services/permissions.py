from __future__ import annotations

from typing import Any

from access.permissions import can_edit_place, contributes
from partnerships.models import Place


def can_map_services(user: Any, place: Place) -> bool:
    """Whoever contributes here, and who keeps the place right, puts services and assets on its
    map, says what clashes and how it was settled."""
    return contributes(user, place) or can_edit_place(user, place)


def can_merge_services(user: Any, place: Place) -> bool:
    """Whoever keeps the place right says that two services are one."""
    return can_edit_place(user, place)
