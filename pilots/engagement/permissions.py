from __future__ import annotations

from typing import Any

from access.permissions import contributes, wrote
from access.visibility import reader_of
from partnerships.models import Place
from pilots.engagement.models import Engagement
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_log_progress


def visits_or_is_visited(user: Any) -> bool:
    """Whoever has to do with visits: people of places and of bodies."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams or reader.organisations))


def can_record_meeting(user: Any, pilot: Pilot) -> bool:
    """Whoever logs progress; officers of a body, who met the pilot or plan to visit it."""
    reader = reader_of(user)
    return can_log_progress(user, pilot) or bool(reader and reader.organisations)


def can_visit_place(user: Any, place: Place | None) -> bool:
    """Officers of a body, and whoever contributes at the place: a visit that is of no pilot."""
    reader = reader_of(user)
    return bool(place and reader and reader.organisations) or contributes(user, place)


def can_change_meeting(user: Any, engagement: Engagement) -> bool:
    """Whoever logs progress, or contributes at a place that is visited over no pilot; and the
    officer who wrote it down."""
    pilot = engagement.pilot
    if pilot is None:
        place = engagement.place
        return contributes(user, place) or (
            wrote(user, engagement) and can_visit_place(user, place)
        )
    return can_log_progress(user, pilot) or (
        wrote(user, engagement) and can_record_meeting(user, pilot)
    )
