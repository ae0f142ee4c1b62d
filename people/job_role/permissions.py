from __future__ import annotations

from typing import Any

from access.permissions import is_administrator, keeps_anything, wrote
from access.visibility import reader_of
from partnerships.organisation.permissions import speaks_for
from people.models import JobRole


def can_keep_post(user: Any, post: JobRole) -> bool:
    """Officers of its body; editors and connectors of a place that it covers."""
    reader = reader_of(user)
    if reader is None:
        return False
    return bool(reader.kept_places & set(post.reach_ids)) or speaks_for(user, post.organisation)


def can_change_post(user: Any, post: JobRole) -> bool:
    """Whoever keeps it right, until it is closed; of most roles, administrators as well.

    Who holds a lived-experience role is not theirs to know, so nor is changing it.
    """
    if post.ended_on is not None:
        return False
    by_office = is_administrator(user) and post.kind != JobRole.Kind.LIVED_EXPERIENCE
    return by_office or can_keep_post(user, post)


def can_add_posts(user: Any) -> bool:
    """Department officers, whoever keeps a place right, and administrators."""
    return keeps_anything(user) or is_administrator(user)


def can_take_back_post(user: Any, post: JobRole) -> bool:
    """Who added it, and who may change it."""
    return wrote(user, post) or can_change_post(user, post)


def may_know_holder(user: Any, post: JobRole) -> bool:
    """Whether who holds this role, which the user sees, is told to them."""
    if not user.is_authenticated or post.kind != JobRole.Kind.LIVED_EXPERIENCE:
        return bool(user.is_authenticated)
    return JobRole.objects.telling_holders_to(user).filter(pk=post.pk).exists()
