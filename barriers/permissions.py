"""Who may do what with a barrier. The lead place decides, where it has several."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier
from partnerships.models import Place
from partnerships.permissions import (
    connects,
    contributes,
    contributes_anywhere,
    edits,
    is_on_team,
    leads,
    wrote,
)


def lead_place(barrier: Barrier) -> Place | None:
    """The place that leads the barrier; one query unless ``place_links`` is prefetched."""
    return next((link.place for link in barrier.place_links.all() if link.is_lead), None)


def can_log_barriers(user: Any) -> bool:
    """Contributors and editors log barriers, at their places or in their teams."""
    return contributes_anywhere(user)


def can_edit_barrier(user: Any, barrier: Barrier) -> bool:
    """Its author and team, editors of its lead place, and leads of its programme."""
    return (
        wrote(user, barrier)
        or is_on_team(user, barrier.team_id)
        or edits(user, lead_place(barrier))
        or leads(user, barrier.programme_id)
        or can_triage(user, barrier)
    )


def can_triage(user: Any, barrier: Barrier) -> bool:
    """Connectors of its places name an owner for a barrier that needs one."""
    return barrier.status == Barrier.Status.NEEDS_OWNER and connects(user, lead_place(barrier))


def can_add_tried(user: Any, barrier: Barrier) -> bool:
    """Whoever may edit it, and the contributors of its lead place."""
    return can_edit_barrier(user, barrier) or contributes(user, lead_place(barrier))


def can_record_check(user: Any, barrier: Barrier) -> bool:
    """Editors of its lead place and leads of its programme; the author's own view is a claim."""
    return edits(user, lead_place(barrier)) or leads(user, barrier.programme_id)
