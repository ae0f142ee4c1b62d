from __future__ import annotations

from typing import Any

from access.permissions import is_administrator, leads, wrote
from access.visibility import reader_of
from partnerships.models import Organisation, Programme
from partnerships.organisation.permissions import speaks_for


def can_add_programme(user: Any) -> bool:
    """Administrators, and officers of a body, for that body (``can_name_lead``)."""
    reader = reader_of(user)
    return bool(reader and (reader.is_administrator or reader.organisations))


def can_name_lead(user: Any, body: Organisation | None) -> bool:
    """Whether a programme may be said to be led by this body: officers name their own alone."""
    return is_administrator(user) or (body is not None and speaks_for(user, body))


def can_edit_programme(user: Any, programme: Programme) -> bool:
    """Its leads, administrators, and officers of the body that leads it."""
    if is_administrator(user) or leads(user, programme.pk):
        return True
    return programme.lead is not None and speaks_for(user, programme.lead)


def can_take_back_programme(user: Any, programme: Programme) -> bool:
    """Whoever added it, and who may change it; when, is asked of ``records.taking_back``."""
    return wrote(user, programme) or can_edit_programme(user, programme)
