"""The accounts that answer for a body: its officers, and those of the bodies that it is part of.

By the same rule they speak for it (``partnerships.organisation.permissions.speaks_for``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from partnerships.models import Organisation
from people.models import Assignment, Role


def officers_of(body: Organisation, on: dt.date) -> QuerySet[User]:
    """Accounts that answer for a body."""
    roles = Assignment.objects.on(on).filter(role=Role.OFFICER, organisation__in=_above(body))
    users = roles.order_by().values("user")
    return User.objects.filter(pk__in=users, is_active=True).order_by("id")


def without_officers(bodies: Iterable[Organisation], on: dt.date) -> list[Organisation]:
    """Those of these bodies for which no account answers. One query."""
    asked = list(bodies)
    above = {body.pk: _above(body) for body in asked}
    wanted = {pk for ids in above.values() for pk in ids}
    roles = Assignment.objects.on(on).filter(role=Role.OFFICER, organisation__in=wanted)
    answered = set(roles.filter(user__is_active=True).values_list("organisation", flat=True))
    return [body for body in asked if not above[body.pk] & answered]


def _above(body: Organisation) -> set[int | None]:
    """A body and those that it is part of."""
    return {body.pk, body.parent_id, body.parent.parent_id if body.parent else None} - {None}
