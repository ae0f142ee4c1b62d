from __future__ import annotations

from typing import Any

from access.permissions import can_edit_place
from partnerships.models import Place
from partnerships.organisation.permissions import can_keep_organisation
from people.job_role.permissions import can_keep_post
from people.models import JobRole


def can_keep(user: Any, record: Any) -> bool:
    """Whether the user keeps this place, organisation or job role of the directory right."""
    if isinstance(record, JobRole):
        return can_keep_post(user, record)
    if isinstance(record, Place):
        return can_edit_place(user, record)
    return can_keep_organisation(user, record)
