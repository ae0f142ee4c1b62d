from __future__ import annotations

from typing import Any

from collaboration.comment.models import Comment


def can_comment(user: Any) -> bool:
    """Whoever is signed in, on a record that they have been found to read."""
    return bool(user.is_authenticated)


def can_change_comment(user: Any, comment: Comment) -> bool:
    """Its author, while it stands."""
    return comment.created_by_id == user.pk and comment.withdrawn_at is None
