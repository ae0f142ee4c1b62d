from __future__ import annotations

from typing import Any

from access.permissions import contributes_anywhere, is_administrator
from partnerships.models import Topic


def can_add_topics(user: Any) -> bool:
    """Administrators; others who log anything add free tags."""
    return can_keep_topics(user) or contributes_anywhere(user)


def can_keep_topics(user: Any, topic: Topic | None = None) -> bool:
    """Administrators add topics, rename them, and merge those that mean the same."""
    return is_administrator(user)
