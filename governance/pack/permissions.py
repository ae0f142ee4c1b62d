"""Who makes packs and sends reports."""

from __future__ import annotations

from typing import Any

from governance.board.permissions import keeps_meetings
from governance.models import Pack, ReportPlan


def can_keep_pack(user: Any, pack: Pack) -> bool:
    """Who keeps the meetings of its board."""
    return keeps_meetings(user, pack.board)


def can_keep_plan(user: Any, plan: ReportPlan) -> bool:
    """Who keeps the meetings of its board: whoever drafts a report reads it whole."""
    return keeps_meetings(user, plan.board)
