from __future__ import annotations

from typing import Any

from partnerships.permissions import edits, leads, wrote
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_log_progress
from pilots.update.models import Update


def can_review_updates(user: Any, pilot: Pilot) -> bool:
    """Leads of the pilot's programme ask about updates and accept them.

    A pilot without a programme has nobody to report to: editors of its lead place do it.
    """
    if pilot.programme_id is None:
        return edits(user, pilot.lead_place)
    return leads(user, pilot.programme_id)


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
