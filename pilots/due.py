"""A record of a pilot that is to be done by a day: in calendars and in *my work* alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from interface.paging import BoundedCount
from interface.sections import Section, Task
from interface.words import capitalised
from pilots.subjects import of_its_pilots, of_logged, titled, with_pilot
from records.addresses import address
from records.dates import DateWithPrecision
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.waiting import Row, TaskQuery, Work, in_columns, shortened


@dataclass(frozen=True, kw_only=True)
class Due:
    """Those of the model's ``open()`` are to be done by ``day``: ``verb`` says what, as in "Risk to
    review", and ``note`` when. ``what`` is the field that says what it is."""

    day: str
    what: str
    verb: str
    note: str
    calendar_order: int
    task_order: int

    def registrations(self, kind: Any) -> tuple[CalendarEvents, TaskQuery]:
        """What a kind of record of a pilot declares of it."""
        events = _Events(self, kind)
        named = f"{capitalised(kind.noun)} {self.verb}"
        return (
            CalendarEvents(
                key=events.key,
                label=f"{named}s",
                noun=named,
                dated=events.dated,
                order=self.calendar_order,
            ),
            TaskQuery(
                kind=kind.key, rows=events.waiting, section=events.section, order=self.task_order
            ),
        )


@dataclass(frozen=True)
class _Events:
    """A kind with what is due of it."""

    due: Due
    kind: Any

    @property
    def key(self) -> str:
        return f"{self.kind.key}s"

    @property
    def called(self) -> str:
        """One, as it is called: "Risk to review"."""
        return f"{capitalised(self.kind.noun)} to {self.due.verb}"

    def waiting(self, work: Work) -> QuerySet[Any]:
        rows = self.kind.model.objects.visible_to(work.user).filter(of_logged(work, "pilot_id"))
        rows = rows.open().filter(**{f"{self.due.day}__lte": work.today})
        of = Coalesce(NullIf("pilot__name", Value("")), Value("a pilot"))
        what, day = self.due.what, self.due.day
        return in_columns(self.kind.key, rows, key="pilot__slug", what=what, of=of, day=day)

    def section(self, rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
        return Section(
            key=self.key,
            title=f"{self.kind.title} to {self.due.verb}",
            items=[
                Task(
                    title=f"{capitalised(self.due.verb)} the {self.kind.noun}: {shortened(what)}",
                    url=reverse(self.kind.name_of("List"), args=[slug]),
                    action=capitalised(self.due.verb),
                    note=of,
                    due=day,
                )
                for _, slug, what, of, _, day in rows
            ],
            count=count,
            note=self.due.note,
        )

    def dated(self, reading: Reading) -> DatedQuery | None:
        """Of pilots that the reader sees; working text for those who are signed in."""
        model, day = self.kind.model, self.due.day
        if getattr(model, "SIGNED_IN_ONLY", False) and not reading.user.is_authenticated:
            return None
        near = reading.window.on(day, late=Q())
        return DatedQuery(
            parts=(model.objects.open().filter(near, of_its_pilots(reading)),),
            day=F(day),
            queryset=lambda: with_pilot(model.objects.all(), self.due.what, day, "updated_at"),
            entry=self.entry,
        )

    def entry(self, record: Any, reading: Reading) -> Entry:
        day = getattr(record, self.due.day)
        return Entry(
            kind=self.key,
            key=f"{self.kind.key}-{record.pk}-{day:%Y%m%d}",
            when=DateWithPrecision(day),
            text=f"{self.called}: {shortened(getattr(record, self.due.what))}",
            url=address(self.kind.name_of("List"), record.pilot.slug),
            changed=record.updated_at,
            about=titled(record, record.pilot).title,
            is_late=day < reading.today,
        )
