from __future__ import annotations

from typing import Any

from partnerships.models import Post
from partnerships.organisation.permissions import speaks_for
from partnerships.permissions import keeps_anything
from partnerships.visibility import reader_of


def can_keep_post(user: Any, post: Post) -> bool:
    """Officers of its body; editors and connectors of a place that it covers."""
    reader = reader_of(user)
    if reader is None:
        return False
    return bool(reader.kept_places & set(post.reach_ids)) or speaks_for(user, post.organisation)


def can_change_post(user: Any, post: Post) -> bool:
    """Whoever keeps it right, until it is closed."""
    return post.closed_on is None and can_keep_post(user, post)


def can_add_posts(user: Any) -> bool:
    """Department officers, and whoever keeps a place right."""
    return keeps_anything(user)


def may_know_holder(user: Any, post: Post) -> bool:
    """Whether who holds this role, which the user sees, is told to them."""
    if not user.is_authenticated or post.kind != Post.Kind.LIVED_EXPERIENCE:
        return bool(user.is_authenticated)
    return Post.objects.telling_holders_to(user).filter(pk=post.pk).exists()
