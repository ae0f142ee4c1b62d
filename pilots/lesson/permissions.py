from __future__ import annotations

from typing import Any

from access.permissions import wrote
from pilots.lesson.models import Lesson
from pilots.pilot.permissions import can_edit_pilot, can_log_progress


def can_edit_lesson(user: Any, lesson: Lesson) -> bool:
    """Whoever edits the pilot, and whoever wrote it while they log the pilot's progress."""
    own = wrote(user, lesson) and can_log_progress(user, lesson.pilot)
    return own or can_edit_pilot(user, lesson.pilot)
