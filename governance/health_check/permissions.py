"""Who opens health checks, answers them and reads them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from access.visibility import reader_of
from governance.health_check.models import HealthAsked, HealthRound
from partnerships.models import Partnership
from partnerships.partnership.permissions import can_keep_partnership
from people.job_role.models import held_by


def can_open_round(user: Any, partnership: Partnership) -> bool:
    """Who keeps the page of a partnership that goes on."""
    return partnership.ended_on is None and can_keep_partnership(user, partnership)


def can_keep_round(user: Any, one: HealthRound) -> bool:
    """Who keeps the page of its partnership. It opens no answer to them."""
    return can_keep_partnership(user, one.partnership)


def answers_for(user: Any, one: HealthRound) -> QuerySet[HealthAsked]:
    """The partners for which the user may answer: they are officer of the body, or hold the job
    role that sits for it."""
    reader = reader_of(user)
    if reader is None:
        return HealthAsked.objects.none()
    mine = Q(organisation__in=sorted(reader.organisations)) | Q(post__in=held_by(reader))
    return one.asked.filter(mine).select_related("organisation")
