"""Who has not reported: how long the update of each pilot is due, and what it sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from interface.exports import Column
from interface.filters import FilterSet, OneOf
from interface.words import capitalised, count_words, date_words
from partnerships.models import Programme
from pilots.models import Pilot, Update

AT_ONCE = 500
SOON = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Row:
    """A pilot that is to report. ``days`` is how late its update is, negative before its day;
    None where no rhythm is agreed."""

    pilot: Pilot
    days: int | None
    last: Update | None
    sent_on: dt.date | None

    @property
    def due_words(self) -> str:
        """12 days late; due today; due in 5 days; none agreed."""
        if self.days is None:
            return "None agreed"
        if self.days == 0:
            return "Due today"
        how_long = count_words(abs(self.days), "day")
        return f"{how_long} late" if self.days > 0 else f"Due in {how_long}"

    @property
    def shape(self) -> str | None:
        """The shape that marks it."""
        if self.days is None:
            return "early"
        return "some" if self.days > 0 else None

    @property
    def sent_since(self) -> bool:
        """Whether it sent something since the day on which its update was due.

        Such an update does not cover the period that was due.
        """
        due = self.pilot.update_due
        return bool(due and self.sent_on and self.sent_on >= due)

    @property
    def last_words(self) -> str:
        """Which update came last, when and how it stands; empty for none."""
        if self.last is None or self.sent_on is None:
            return ""
        period = self.last.period.words
        state = self.last.get_state_display()
        return f"{capitalised(period)}, sent {date_words(self.sent_on)}, {state}"


class ReportingFilter(FilterSet):
    """What narrows the list."""

    programme = OneOf("Programme", field_name="programme__slug")
    due = OneOf(
        "Update",
        choices=[
            ("late", "Late"),
            ("soon", "Due in 14 days"),
            ("later", "Due later"),
            ("none", "None agreed"),
        ],
        method="by_due",
    )
    sent = OneOf(
        "Sent",
        choices=[("since", "Something since it was due"), ("never", "Nothing yet")],
        method="by_sent",
    )

    def __init__(self, data: Any, *, request: Any) -> None:
        user = self.reader = request.user
        rows = Pilot.objects.visible_to(user).concerning(user).reporting()
        super().__init__(data, rows.with_due_key(user).with_places(), request=request)
        offered = Programme.objects.visible_to(user).values_list("slug", "name")
        self.filters["programme"].extra["choices"] = list(offered)

    def by_due(self, rows: Any, name: str, which: str) -> QuerySet[Pilot]:
        """Late, soon, later, or without a rhythm that is agreed."""
        today = timezone.localdate()
        match which:
            case "late":
                return rows.filter(update_due__lt=today)
            case "soon":
                return rows.filter(update_due__gte=today, update_due__lte=today + SOON)
            case "later":
                return rows.filter(update_due__gt=today + SOON)
        return rows.filter(update_due=None)

    def by_sent(self, rows: Any, name: str, which: str) -> QuerySet[Pilot]:
        """Those that sent something since their update was due, or nothing at all."""
        sent = Update.objects.visible_to(self.reader).filter(pilot=OuterRef("pk"))
        if which == "never":
            return rows.filter(~Exists(sent))
        return rows.filter(Exists(sent.filter(created_at__date__gte=OuterRef("update_due"))))


def rows_of(user: Any, pilots: list[Pilot], today: dt.date) -> list[Row]:
    """These pilots, which came from ``visible_to``, with their newest updates. One query."""
    seen = Update.objects.visible_to(user).filter(pilot__in=[one.pk for one in pilots])
    newest = seen.order_by("pilot_id", F("number").desc()).distinct("pilot_id")
    last = {one.pilot_id: one for one in newest}
    return [_row(pilot, last.get(pilot.pk), today) for pilot in pilots]


def in_parts(user: Any, pilots: Iterable[Pilot]) -> Iterator[Row]:
    """The rows of any number of pilots, so many at a time: for the file."""
    rest, today = iter(pilots), timezone.localdate()
    while some := list(islice(rest, AT_ONCE)):
        yield from rows_of(user, some, today)


def _row(pilot: Pilot, last: Update | None, today: dt.date) -> Row:
    due = pilot.update_due
    return Row(
        pilot=pilot,
        days=(today - due).days if due else None,
        last=last,
        sent_on=timezone.localdate(last.created_at) if last else None,
    )


COLUMNS = (
    Column("pilot", "Pilot", "Its name; empty where it is not known", lambda row: row.pilot.name),
    Column("place", "Place", "The place that leads it", lambda row: row.pilot.lead_place),
    Column("programme", "Programme", "That it belongs to", lambda row: row.pilot.programme),
    Column(
        "rhythm",
        "How often",
        "How often it reports",
        lambda row: row.pilot.get_rhythm_display() or "none agreed",
    ),
    Column("due", "Due on", "When its next update is due", lambda row: row.pilot.update_due),
    Column(
        "days_late",
        "Days late",
        "Below zero before the day; empty where none is agreed",
        lambda row: row.days,
    ),
    Column(
        "last_to",
        "Last update up to",
        "The last day that its newest update is about",
        lambda row: row.last.period_end if row.last else None,
    ),
    Column("last_sent", "Last update sent on", "", lambda row: row.sent_on),
    Column(
        "last_state",
        "Last update",
        "How it stands",
        lambda row: row.last.get_state_display() if row.last else None,
    ),
    Column(
        "sent_since",
        "Sent since it was due",
        "Whether anything came since that day; it does not cover the period that was due",
        lambda row: "yes" if row.sent_since else "no",
    ),
    Column("address", "Address", "Its page", lambda row: row.pilot.get_absolute_url()),
)
