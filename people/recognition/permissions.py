from __future__ import annotations

from typing import Any

from access.permissions import keeps_anything, wrote
from partnerships.organisation.permissions import can_keep_organisation
from people.recognition.models import Recognition


def can_give_recognition(user: Any) -> bool:
    """Who edits a place or answers for a body; the form asks for which body."""
    return keeps_anything(user)


def can_edit_recognition(user: Any, recognition: Recognition) -> bool:
    """Whoever said it, and those who keep the body that gave it."""
    return wrote(user, recognition) or can_keep_organisation(user, recognition.given_by)
