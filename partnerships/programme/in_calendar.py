"""Which records a calendar is of; when programmes end, and the part of a place or body in one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from access.visibility import reader_of
from partnerships.models import Place, PlaceReach, Programme, ProgrammeBody, ProgrammePlace
from partnerships.organisation.permissions import works_at
from registry.calendar import Calendar, Reading
from registry.record_day import RecordDay


def concerned(calendar: Calendar) -> Q | None:
    """Records with places and a programme: those of the place or the programme; in one's own
    calendar those where one works. None of others."""
    match calendar.subject:
        case Place():
            return Q(reach_ids__contains=[calendar.subject.pk])
        case Programme():
            return Q(programme=calendar.subject)
    reader = reader_of(calendar.user)
    return works_at(reader) if reader and calendar.subject is None else None


def _programmes(reading: Reading) -> QuerySet[Any] | None:
    """In one's own calendar those of one's roles and of one's places."""
    subject, rows = reading.calendar.subject, Programme.objects.visible_to(reading.user)
    if isinstance(subject, Programme):
        return rows.filter(pk=subject.pk)
    links = _links_of(reading)
    if links is None:
        return None
    rule, reader = Q(pk__in=links.order_by().values("programme")), reader_of(reading.user)
    if reader and subject is None:
        rule |= Q(pk__in=sorted(reader.programmes))
    return rows.filter(rule)


def _links_of(reading: Reading) -> QuerySet[Any] | None:
    subject, reader = reading.calendar.subject, reader_of(reading.user)
    if isinstance(subject, Place):
        at = [subject.pk]
    elif subject is None and reader:
        at = sorted(reader.places)
    else:
        return None
    within = PlaceReach.objects.filter(ancestor__in=at).order_by().values("place")
    return ProgrammePlace.objects.filter(place__in=within)


def _parts(reading: Reading) -> QuerySet[Any] | tuple[QuerySet[Any], ...] | None:
    subject = reading.calendar.subject
    if isinstance(subject, Programme):
        return ProgrammePlace.objects.filter(programme=subject)
    links, reader = _links_of(reading), reader_of(reading.user)
    if links is not None and subject is None and reader and reader.led_programmes:
        led = ProgrammePlace.objects.filter(programme__in=sorted(reader.led_programmes))
        return (links, led)
    return links


def _bodies(reading: Reading) -> QuerySet[Any] | None:
    programmes = _programmes(reading)
    if programmes is None:
        return None
    return ProgrammeBody.objects.filter(programme__in=programmes.order_by().values("pk"))


CALENDAR = (
    RecordDay(
        key="programme-ends",
        rows=_programmes,
        day="end",
        text=lambda one: f"Programme ends: {one}",
        queryset=lambda: Programme.objects.only(
            "name", "slug", "end", "end_precision", "updated_at"
        ),
    ).events(noun="Programme", order=219, within="ends"),
    RecordDay(
        key="part-ends",
        rows=_parts,
        day="valid_to",
        text=lambda one: f"Part in a programme ends: {one.place}",
        about=lambda one: str(one.programme),
        url=lambda one: one.programme.get_absolute_url(),
        queryset=lambda: ProgrammePlace.objects.select_related("place", "programme"),
    ).events(noun="Part in a programme", order=220, within="ends"),
    RecordDay(
        key="body-leaves",
        rows=_bodies,
        day="valid_to",
        text=lambda one: f"Part in a programme ends: {one.organisation}",
        about=lambda one: str(one.programme),
        url=lambda one: one.programme.get_absolute_url(),
        queryset=lambda: ProgrammeBody.objects.select_related("organisation", "programme"),
    ).events(noun="Part in a programme", order=221, within="ends"),
)
