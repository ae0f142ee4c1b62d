"""Who says what became of a promise."""

from __future__ import annotations

from typing import Any

from collaboration.models import ActionItem
from registry.promised import kinds_promised


def can_close_promise(user: Any, promise: ActionItem) -> bool:
    """Whoever owes it, and whoever keeps the record at which it was promised."""
    owes = ActionItem.objects.owed_by(user).filter(pk=promise.pk).exists()
    return closes_promise(user, owes=owes, at=promise.subject)


def closes_promise(user: Any, *, owes: bool, at: Any) -> bool:
    """The same of one whose record is at hand; asks nothing more."""
    if owes or at is None:
        return owes
    declared = kinds_promised().get(type(at))
    return declared is not None and declared.kept_by(user, at)
