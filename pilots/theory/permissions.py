from __future__ import annotations

from typing import Any

from access.permissions import leads_its_programme
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_edit_pilot


def can_draw_theory(user: Any, pilot: Pilot) -> bool:
    """Whoever edits the pilot and the leads of its programme, who agree on it with each other.

    They record costs and benefits and who took it up as well.
    """
    return can_edit_pilot(user, pilot) or leads_its_programme(user, pilot)
