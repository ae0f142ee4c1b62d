from __future__ import annotations

from typing import Any

from access.permissions import wrote
from funding.fund.permissions import can_add_fund
from funding.models import CallNote, Fund


def can_add_call_note(user: Any, fund: Fund) -> bool:
    """Whoever enters money notes a call about a fund that they see."""
    return can_add_fund(user)


def can_edit_call_note(user: Any, note: CallNote) -> bool:
    """Its author changes it, withdraws it and puts it back."""
    return wrote(user, note)
