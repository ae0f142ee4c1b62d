"""When pauses in publishing begin and end."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from access.visibility import reader_of
from barriers.models import PublishingPause
from partnerships.models import Place, PlaceReach, Programme
from registry.calendar import Reading
from registry.record_day import RecordDay


def _pauses(reading: Reading) -> QuerySet[Any] | None:
    """Those that cover the place or the programme; in one's own calendar those where one works."""
    subject, reader = reading.calendar.subject, reader_of(reading.user)
    if reader is None:
        return None
    if isinstance(subject, Place):
        rule = _covering([subject.pk])
    elif isinstance(subject, Programme):
        rule = Q(programme=subject)
    elif subject is None:
        rule = Q(programme__in=sorted(reader.programmes)) | _covering(sorted(reader.places))
    else:
        return None
    return PublishingPause.objects.visible_to(reading.user).filter(rule)


def _not_ended(reading: Reading) -> QuerySet[Any] | None:
    """Without those that were ended before their last day."""
    rows = _pauses(reading)
    return None if rows is None else rows.filter(ended_on=None)


def _covering(places: list[int]) -> Q:
    above = PlaceReach.objects.filter(place__in=places).order_by().values("ancestor")
    return Q(place__in=above)


def _day(key: str, day: str, says: str, rows: Any = _pauses) -> RecordDay:
    return RecordDay(
        key=key,
        rows=rows,
        day=day,
        text=lambda one: f"{says}: {one.reason}",
        about=lambda one: str(one.scope),
        url=lambda _: reverse("publishing_pauses"),
        queryset=lambda: PublishingPause.objects.select_related("programme", "place"),
    )


CALENDAR = (
    _day("pause-starts", "starts", "Pause in publishing begins").events(
        noun="Pause in publishing", order=202, within="replies"
    ),
    _day("pause-ends", "until", "Last day of a pause in publishing", _not_ended).events(
        noun="Pause in publishing", order=203, within="replies"
    ),
)
