from __future__ import annotations

from typing import Any

from funding.models import Pool, PoolContribution, PoolYear
from funding.permissions import can_enter_money, can_keep_money

can_add_pool = can_enter_money


def can_edit_pool(user: Any, pool: Pool) -> bool:
    """Editors of its places, officers of its host, leads of its programme, who wrote it down."""
    return can_keep_money(user, pool, pool.host_id)


def can_edit_part(user: Any, part: PoolContribution | PoolYear) -> bool:
    """Who keeps the pool that it is of."""
    return can_edit_pool(user, part.pool)
