"""When agreements end, and when they are to be looked at again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from access.visibility import reader_of
from governance.agreement.models import of_partnerships_at
from governance.board.in_calendar import of_boards
from governance.models import Agreement, AgreementParty
from partnerships.models import Place
from records.absent import Absent, Whole
from registry.calendar import Reading
from registry.record_day import RecordDay


def _agreements(reading: Reading) -> Any:
    """Those of its boards, and of partnerships at its place or at those that one keeps."""
    rule, subject = of_boards(reading.calendar), reading.calendar.subject
    if rule is None:
        return None
    reader = reader_of(reading.user)
    if isinstance(subject, Place):
        rule |= of_partnerships_at([subject.pk])
    elif subject is None and reader and reader.kept_places:
        rule |= of_partnerships_at(reader.kept_places)
    seen: Any = Agreement.objects.visible_to(reading.user)
    # That one which they don't see takes its place is not told by what is missing
    later = seen.filter(valid_from__lte=reading.today).order_by()
    return seen.filter(rule).exclude(replaced_by__in=later.values("pk"))


def _to_review(reading: Reading) -> QuerySet[Any] | None:
    """Those that go on."""
    rows = _agreements(reading)
    return None if rows is None else rows.not_ended_on(reading.today)


CALENDAR = (
    RecordDay(
        key="agreement-ends",
        rows=_agreements,
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Agreement ends: {one.title}",
        about=lambda one: str(one.of),
        queryset=lambda: Agreement.objects.select_related("board__organisation", "partnership"),
    ).events(noun="Agreement", order=210, within="terms", of_boards=True),
    RecordDay(
        key="agreement-reviews",
        rows=_to_review,
        day="review_by",
        text=lambda one: f"Agreement to review: {one.title}",
        about=lambda one: str(one.of),
        queryset=lambda: Agreement.objects.select_related("board__organisation", "partnership"),
        to_do=True,
    ).events(noun="Review of an agreement", order=211, within="reviews", of_boards=True),
    Absent(
        model=AgreementParty,
        at=Whole.CALENDAR,
        fields=("valid_to",),
        why="it is the day on which a body gave way to another, of which a reorganisation tells",
    ),
)
