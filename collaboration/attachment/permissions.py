from __future__ import annotations

from typing import Any

from registry.attached import attached_to


def can_attach(user: Any, record: Any) -> bool:
    """Whoever the subject of the record says; only people who are signed in."""
    return bool(user.is_authenticated) and attached_to(record).permission(user, record)
