"""When rounds of funds open, close and answer, and when funds end."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from funding.models import Flow, Fund, FundRound
from partnerships.models import Place, Programme
from partnerships.place.examples import sees_demo_data
from pilots.models import Pilot
from registry.calendar import Calendar, Reading
from registry.record_day import RecordDay


def _of(calendar: Calendar, fund: str = "fund") -> Q:
    """Rows of the funds that a calendar is of, at the end of the way ``fund``: all that somebody
    signed in sees, those of a programme, those whose money reaches a place."""
    user, at = calendar.user, f"{fund}__" if fund else ""
    match calendar.subject:
        case Place():
            flows = Flow.objects.visible_to(user).filter(fund=OuterRef(fund or "pk"))
            return Q(Exists(flows.in_place(calendar.subject).order_by()))
        case Programme():
            return Q(**{f"{at}programme": calendar.subject})
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q() if sees_demo_data(user) else Q(**{f"{at}is_example": False})


def _funds(reading: Reading) -> QuerySet[Any] | None:
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    return Fund.objects.visible_to(reading.user).filter(_of(reading.calendar, ""))


def _rounds(reading: Reading) -> QuerySet[Any] | None:
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    return FundRound.objects.visible_to(reading.user).filter(_of(reading.calendar))


def _day(key: str, day: str, says: str) -> RecordDay:
    return RecordDay(
        key=key,
        called="fund-round" if key == "deadlines" else "",
        rows=_rounds,
        day=day,
        text=lambda one: f"{says}: {one.name}",
        about=lambda one: str(one.fund),
        queryset=lambda: FundRound.objects.select_related("fund"),
        in_order=True,
    )


CALENDAR = (
    RecordDay(
        key="fund-ends",
        rows=_funds,
        day="end",
        text=lambda one: f"Fund ends: {one}",
        queryset=lambda: Fund.objects.only("name", "slug", "end", "end_precision", "updated_at"),
    ).events(noun="Fund", order=206, within="money"),
    _day("deadlines", "closes", "Closes").events(
        label="Deadlines of funds", noun="Deadline", order=55
    ),
    _day("openings", "opens", "Opens").events(
        noun="Round of a fund", order=208, within="deadlines"
    ),
    _day("round-answers", "decision", "Answer expected").events(
        noun="Round of a fund", order=209, within="deadlines"
    ),
)
