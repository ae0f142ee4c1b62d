"""When secondments end, and until when opportunities are open."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from access.visibility import reader_of
from partnerships.models import Place, PlaceReach
from partnerships.place.examples import sees_demo_data
from people.models import Opportunity, Secondment
from registry.calendar import Reading
from registry.record_day import RecordDay


def _secondments(reading: Reading) -> QuerySet[Any] | None:
    """Those for the place; in one's own calendar for one's places, and from or to one's bodies."""
    subject, reader = reading.calendar.subject, reader_of(reading.user)
    rows = Secondment.objects.visible_to(reading.user).exclude(state=Secondment.State.ENDED)
    if isinstance(subject, Place):
        return rows.in_place(subject)
    if subject is not None or reader is None:
        return None
    bodies = sorted(reader.organisations)
    within = PlaceReach.objects.filter(ancestor__in=sorted(reader.places)).order_by()
    rule = Q(giver__in=bodies) | Q(receiver__in=bodies) | Q(place__in=within.values("place"))
    return rows.filter(rule)


def _opportunities(reading: Reading) -> QuerySet[Any] | None:
    """Those for the place; in one's own calendar all that are on the board."""
    subject, rows = reading.calendar.subject, Opportunity.objects.visible_to(reading.user)
    rows = rows.filter(closed_at=None)
    if isinstance(subject, Place):
        return rows.filter(place__reach_up__ancestor=subject)
    if subject is not None or not reading.user.is_authenticated:
        return None
    seen = Q() if sees_demo_data(reading.user) else Q(organisation__is_example=False)
    return rows.filter(seen)


CALENDAR = (
    RecordDay(
        key="secondment-ends",
        rows=_secondments,
        day="end",
        text=lambda one: f"Secondment ends: {one}",
        queryset=lambda: Secondment.objects.select_related("giver", "receiver"),
    ).events(noun="Secondment", order=227, within="learning"),
    RecordDay(
        key="opportunities",
        rows=_opportunities,
        day="closes_on",
        text=lambda one: f"Last day to express interest: {one}",
        about=lambda one: str(one.organisation),
        queryset=lambda: Opportunity.objects.select_related("organisation"),
    ).events(noun="Secondment opportunity", order=228, within="learning"),
)
