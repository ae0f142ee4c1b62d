from __future__ import annotations

from typing import Any

from access.permissions import is_administrator


def can_load_data(user: Any) -> bool:
    """Whether the user loads newer releases of official lists and figures."""
    return is_administrator(user)
