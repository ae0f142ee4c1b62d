"""Who opens health checks, answers them and reads them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from access.visibility import reader_of
from governance.health_check.contact_models import HealthContact
from governance.health_check.models import HealthAsked, HealthRound, answered_for
from partnerships.models import Partnership
from partnerships.partnership.permissions import can_keep_partnership


def can_open_round(user: Any, partnership: Partnership) -> bool:
    """Who keeps the page of a partnership that goes on."""
    return partnership.ended_on is None and can_keep_partnership(user, partnership)


def can_keep_round(user: Any, one: HealthRound) -> bool:
    """Who keeps the page of its partnership. It opens no answer to them."""
    return can_keep_partnership(user, one.partnership)


def can_say_who_answers(user: Any, contact: HealthContact) -> bool:
    """Officers of the body itself: whoever keeps the partnership does not say it for them."""
    reader = reader_of(user)
    return reader is not None and contact.organisation_id in reader.organisations


def answers_for(user: Any, one: HealthRound) -> QuerySet[HealthAsked]:
    """The partners for which the user may answer."""
    reader = reader_of(user)
    if reader is None:
        return HealthAsked.objects.none()
    return one.asked.filter(answered_for(reader)).select_related("organisation", "round")
