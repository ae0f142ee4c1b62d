from __future__ import annotations

from typing import Any

from access.permissions import keeps_anything, wrote
from partnerships.organisation.permissions import can_keep_organisation
from people.training.models import Course


def can_add_course(user: Any) -> bool:
    """Who edits a place or answers for a body."""
    return keeps_anything(user)


def can_edit_course(user: Any, course: Course) -> bool:
    """Its author, and those who keep the body that gives it."""
    return wrote(user, course) or can_keep_organisation(user, course.provider)


def can_count_people(user: Any, course: Course) -> bool:
    """Who could say how many people of some body took it; the form asks of which."""
    return keeps_anything(user)
