from __future__ import annotations

from typing import Any

from partnerships.models import ActionItem
from partnerships.permissions import wrote
from partnerships.visibility import reader_of
from pilots.engagement.models import Engagement
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_log_progress


def can_record_meeting(user: Any, pilot: Pilot) -> bool:
    """Whoever logs progress; officers of a body, who met the pilot or plan to visit it."""
    reader = reader_of(user)
    return can_log_progress(user, pilot) or bool(reader and reader.organisations)


def can_change_meeting(user: Any, engagement: Engagement) -> bool:
    """Whoever logs progress, and the officer who wrote it down."""
    pilot = engagement.pilot
    return can_log_progress(user, pilot) or (
        wrote(user, engagement) and can_record_meeting(user, pilot)
    )


def can_close_promise(user: Any, promise: ActionItem) -> bool:
    """Whoever owes it, and whoever may change the meeting at which it was promised."""
    if ActionItem.objects.owed_by(user).filter(pk=promise.pk).exists():
        return True
    meeting = promise.subject
    return isinstance(meeting, Engagement) and can_change_meeting(user, meeting)
