from __future__ import annotations

from typing import Any

from access.permissions import is_administrator
from barriers.models import SubType


def can_keep_kinds(user: Any, sub_type: SubType | None = None) -> bool:
    """Administrators add finer kinds, and merge those that mean the same."""
    return is_administrator(user)
