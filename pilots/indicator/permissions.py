from __future__ import annotations

from typing import Any

from access.permissions import leads_its_programme
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_edit_pilot, can_log_progress, evaluates_pilot


def can_keep_figures(user: Any, pilot: Pilot) -> bool:
    """What is counted and planned: whoever logs its progress, and whoever edits it."""
    return can_log_progress(user, pilot) or can_edit_pilot(user, pilot)


def can_propose_remeasure(user: Any, pilot: Pilot) -> bool:
    """Whoever keeps its figures, and evaluators and leads of its programme."""
    return (
        can_keep_figures(user, pilot)
        or evaluates_pilot(user, pilot)
        or leads_its_programme(user, pilot)
    )
