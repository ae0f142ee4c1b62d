from __future__ import annotations

from typing import Any

from funding.models import Estimate
from funding.permissions import can_enter_money, can_keep_money

can_add_estimate = can_enter_money


def can_edit_estimate(user: Any, estimate: Estimate) -> bool:
    """Editors of its places, officers of its author, leads of its programme, who wrote it down."""
    return can_keep_money(user, estimate, estimate.author_id)
