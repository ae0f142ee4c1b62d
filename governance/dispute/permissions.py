"""Who writes down disputes at a board and their steps."""

from __future__ import annotations

from typing import Any

from governance.board.permissions import keeps_meetings
from governance.models import Board, Dispute, DisputeStep


def can_add_dispute(user: Any, board: Board) -> bool:
    """Who keeps the board's meetings; an administrator by such a role alone, for they read it."""
    return not board.ended and keeps_meetings(user, board)


def can_keep_dispute(user: Any, dispute: Dispute) -> bool:
    """Who keeps the meetings of its board."""
    return keeps_meetings(user, dispute.board)


def can_keep_step(user: Any, step: DisputeStep) -> bool:
    """Who keeps the dispute that it is of."""
    return can_keep_dispute(user, step.dispute)
