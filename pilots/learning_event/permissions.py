from __future__ import annotations

from typing import Any

from access.permissions import edits, leads, wrote
from access.visibility import reader_of
from pilots.learning_event.models import LearningEvent


def can_add_event(user: Any) -> bool:
    """Whoever works on something here: contributors, leads, connectors, department officers."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.contributed_places
            or reader.connected_places
            or reader.teams
            or reader.led_programmes
            or reader.organisations
        )
    )


def can_edit_event(user: Any, event: LearningEvent) -> bool:
    """Whoever put it there, leads of its programme, editors of its place."""
    own = wrote(user, event) and can_add_event(user)
    return own or leads(user, event.programme_id) or edits(user, event.place)
