"""Until when organisations belong to a partnership."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from access.visibility import reader_of
from partnerships.models import Member, PartnershipPlace, Place
from registry.calendar import Reading
from registry.record_day import RecordDay


def _members(reading: Reading) -> QuerySet[Any] | None:
    """Those of partnerships at the place; in one's own calendar of those at one's places."""
    subject, reader = reading.calendar.subject, reader_of(reading.user)
    if isinstance(subject, Place):
        at = [subject.pk]
    elif subject is None and reader:
        at = sorted(reader.places)
    else:
        return None
    links = PartnershipPlace.objects.filter(place__reach_up__ancestor__in=at).order_by()
    return Member.objects.filter(partnership__in=links.values("partnership"))


CALENDAR = (
    RecordDay(
        key="member-ends",
        rows=_members,
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Membership ends: {one}",
        about=lambda one: str(one.partnership),
        url=lambda one: one.partnership.get_absolute_url(),
        queryset=lambda: Member.objects.select_related("organisation", "partnership"),
    ).events(noun="Member", order=218, within="terms"),
)
