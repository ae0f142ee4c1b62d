"""The pilots of a calendar, which kinds of entries share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from partnerships.calendar import Calendar
from partnerships.models import Place, Programme, Subscription
from partnerships.organisation.permissions import works_at
from partnerships.visibility import reader_of
from pilots.models import Pilot
from pilots.pilot.scope import joined_by


def pilots_of(calendar: Calendar) -> QuerySet[Pilot]:
    """The pilots of this calendar that its reader sees."""
    seen: Any = Pilot.objects.visible_to(calendar.user)
    match calendar.subject:
        case Place():
            return seen.in_place(calendar.subject)
        case Programme():
            return seen.filter(programme=calendar.subject)
        case Pilot():
            return seen.filter(pk=calendar.subject.pk)
    return seen.filter(_own(calendar.user))


def _own(user: Any) -> Q:
    reader = reader_of(user)
    if reader is None:
        return Q(pk__in=[])
    follows = Subscription.objects.visible_to(user).live()
    places = sorted(follows.order_by().values_list("place_id", flat=True))
    rule = works_at(reader)
    if reader.organisations:
        rule |= joined_by(reader)
    return rule | Q(reach_ids__overlap=places) if places else rule


def seen_pilots(user: Any, ids: list[int]) -> dict[int, Pilot]:
    """These pilots, as far as the reader sees them, with the places that name them."""
    rows = Pilot.objects.visible_to(user).filter(pk__in=ids).with_places()
    return {pilot.pk: pilot for pilot in rows}
