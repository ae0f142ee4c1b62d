"""Until when one has one's own roles, and when somebody is to confirm them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from access.visibility import reader_of
from accounts.scopes import SCOPES
from people.models import Assignment, Invitation
from records.absent import Absent, Whole
from registry.calendar import Reading
from registry.record_day import RecordDay


def _own(reading: Reading) -> QuerySet[Any] | None:
    reader = reader_of(reading.user)
    if reading.calendar.subject is not None or reader is None:
        return None
    return Assignment.objects.of(reader.user_id).lasting(reading.today)


def _unconfirmed(reading: Reading) -> QuerySet[Any] | None:
    own = _own(reading)
    return None if own is None else own.filter(valid_to=None)


def _with_scopes() -> QuerySet[Any]:
    return Assignment.objects.select_related(*SCOPES)


CALENDAR = (
    RecordDay(
        key="role-ends",
        rows=_own,
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Your role ends: {one.words}",
        url=lambda _: reverse("account"),
        queryset=_with_scopes,
    ).events(noun="Role", order=225, within="terms"),
    RecordDay(
        key="role-confirmed-by",
        rows=_unconfirmed,
        day="review_by",
        text=lambda one: f"Your role ends unless it is confirmed: {one.words}",
        url=lambda _: reverse("account"),
        queryset=_with_scopes,
    ).events(noun="Role", order=226, within="terms"),
    Absent(
        model=Invitation,
        at=Whole.CALENDAR,
        fields=("valid_to",),
        why="once it is taken up, the calendar tells the end of that role",
    ),
)
