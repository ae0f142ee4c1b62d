"""A day of a record that needs few words in a calendar: what happens then, and to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import methodcaller
from typing import Any

from django.db.models import DateField, F, Func, Q, QuerySet

from records.dates import DateWithPrecision, Precision
from registry.calendar import EXACT, CalendarEvents, DatedQuery, Entry, Reading, Window

DAY = dt.timedelta(days=1)


class DayBefore(Func):
    """The day before that of a column."""

    template = "(%(expressions)s - 1)"
    output_field = DateField()


@dataclass(frozen=True, kw_only=True)
class RecordDay:
    """The ``day`` of some records, in calendars.

    ``rows`` are those that a reader sees and that this calendar is of: one query, or parts that
    each have an index of their own; None where there are none. ``queryset`` brings what ``text``
    and ``about`` say of one. Where ``is_last_day_before``, the column holds the first day on which
    it is over. Those before today are late where they are still ``to_do``. ``called`` begins the
    keys of entries that had another before, which stay the same in other programs.
    """

    key: str
    rows: Callable[[Reading], QuerySet[Any] | tuple[QuerySet[Any], ...] | None]
    day: str
    text: Callable[[Any], str]
    queryset: Callable[[], QuerySet[Any]]
    about: Callable[[Any], str] = lambda _: ""
    url: Callable[[Any], str] = methodcaller("get_absolute_url")
    is_last_day_before: bool = False
    to_do: bool = False
    in_order: bool = False
    called: str = ""

    def events(self, **said: Any) -> CalendarEvents:
        """It as a kind of entry, of which the rest is ``said``."""
        return CalendarEvents(key=self.key, dated=self._dated, **said)

    def _dated(self, reading: Reading) -> DatedQuery | None:
        found = self.rows(reading)
        if found is None:
            return None
        parts = found if isinstance(found, tuple) else (found,)
        known = f"{self.day}_precision"
        is_rough = bool(parts) and hasattr(parts[0].model, known)
        near = self._near(reading.window, is_rough=is_rough)
        return DatedQuery(
            parts=tuple(part.filter(near) for part in parts),
            day=DayBefore(self.day) if self.is_last_day_before else F(self.day),
            precision=F(known) if is_rough else EXACT,
            queryset=self.queryset,
            entry=self._entry,
            in_order=self.in_order,
        )

    def _near(self, window: Window, *, is_rough: bool) -> Q:
        if self.is_last_day_before:
            name = self.day
            return Q(**{f"{name}__gt": window.start, f"{name}__lte": window.end + DAY})
        near = window.near(self.day) if is_rough else window.on(self.day)
        if self.to_do and window.with_late:
            near |= Q(**{f"{self.day}__lt": window.start})
        return near

    def _entry(self, record: Any, reading: Reading) -> Entry:
        day = getattr(record, self.day)
        precision = getattr(record, f"{self.day}_precision", Precision.DAY.value)
        when = DateWithPrecision(day - DAY if self.is_last_day_before else day, precision)
        return Entry(
            kind=self.key,
            key=f"{self.called or self.key}-{record.pk}",
            when=when,
            text=self.text(record),
            url=self.url(record),
            changed=record.updated_at,
            about=self.about(record),
            is_late=self.to_do and when.last < reading.today,
        )
