from __future__ import annotations

from typing import Any

from access.permissions import edits, wrote
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_accept_for, can_log_progress
from pilots.update.models import Update


def can_review_updates(user: Any, pilot: Pilot) -> bool:
    """Whoever accepts what the pilot reports asks about its updates and accepts them."""
    return can_accept_for(user, pilot)


def can_answer(user: Any, update: Update) -> bool:
    """Whoever may log progress may answer a question about it."""
    return can_log_progress(user, update.pilot)


def can_change(user: Any, update: Update) -> bool:
    """Its author, while they log the pilot's progress, edits it or takes it back until it is
    accepted."""
    return wrote(user, update) and can_log_progress(user, update.pilot)


def can_correct(user: Any, update: Update) -> bool:
    """Once it is accepted its author and editors of the lead place correct it."""
    return can_change(user, update) or edits(user, update.pilot.lead_place)
