from __future__ import annotations

from typing import Any

from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_accept_for, can_log_progress
from pilots.update.models import Update


def can_review_updates(user: Any, pilot: Pilot) -> bool:
    """Whoever accepts what the pilot reports asks about its updates and accepts them."""
    return can_accept_for(user, pilot)


def can_answer(user: Any, update: Update) -> bool:
    """Whoever may log progress may answer a question about it."""
    return can_log_progress(user, update.pilot)
