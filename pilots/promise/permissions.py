from __future__ import annotations

from typing import Any

from partnerships.models import ActionItem
from pilots.engagement.models import Engagement
from pilots.engagement.permissions import can_change_meeting


def can_close_promise(user: Any, promise: ActionItem) -> bool:
    """Whoever owes it, and whoever may change the meeting at which it was promised."""
    if ActionItem.objects.owed_by(user).filter(pk=promise.pk).exists():
        return True
    meeting = promise.subject
    return isinstance(meeting, Engagement) and can_change_meeting(user, meeting)
