"""Who records decisions, keeps them right, and confirms those that are provisional."""

from __future__ import annotations

from typing import Any

from access.visibility import reader_of
from governance.board.permissions import can_add_board, can_keep_board, can_keep_part
from governance.models import Decision, DecisionVoice

# Whoever may keep a board at all; of which one it is, the form asks
can_add_decision = can_add_board
can_keep_decision = can_keep_part


def can_keep_voice(user: Any, voice: DecisionVoice) -> bool:
    """Who keeps the board of its decision."""
    return can_keep_board(user, voice.decision.board)


def confirms_for(user: Any, decision: Decision) -> bool:
    """Officers of the body that must confirm it, or had to, and nobody else: it is their own
    act."""
    reader = reader_of(user)
    return bool(reader and decision.confirm_by_id in reader.organisations)


def can_confirm(user: Any, decision: Decision) -> bool:
    """Those officers, while it waits for the word of their body."""
    return decision.state == Decision.State.PROVISIONAL and confirms_for(user, decision)
