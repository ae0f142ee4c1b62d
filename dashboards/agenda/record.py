"""A calendar as a page: what falls into a window, of every kind that a subject declares.

It is a list by month, or one month as a table of its days. What is known to the month stands under
the month without a day; what is known to the year stands after the months, under its year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dashboards.agenda.month import Month, has_day, month
from interface import querystring
from interface.cells import status
from interface.words import count_words, list_words
from partnerships import calendar as calendars
from partnerships.calendar import Calendar, Entry, OnCalendar, Reading, Window
from partnerships.models import Place, Programme
from pilots.models import Pilot
from records.addresses import address
from records.dates import DateWithPrecision, Precision
from records.subjects import declared

KINDS = {kind.key: kind for kind in declared(OnCalendar)}


@dataclass(frozen=True)
class Found:
    """What falls into a window; ``cut`` are the kinds of which there is more than the ``most`` that
    is told."""

    entries: list[Entry]
    cut: list[str] = field(default_factory=list)
    most: int = 0

    @property
    def cut_kinds(self) -> list[str]:
        """The same in words, within a sentence."""
        return [KINDS[key].label.lower() for key in self.cut]


def entries(
    calendar: Calendar, window: Window, kinds: Iterable[str] = KINDS, most: int | None = None
) -> Found:
    """What falls into the window, the earliest first: a day before the month that it is in."""
    reading = Reading(calendar, window, timezone.localdate(), most or calendars.MOST)
    due = [entry for key in kinds for entry in KINDS[key].entries(reading)]
    return Found(sorted(due, key=_order), reading.cut, reading.most)


def _order(entry: Entry) -> tuple[Any, ...]:
    return (entry.when.last, entry.when.first, entry.kind, entry.text, entry.key)


def url_of(calendar: Calendar) -> str:
    """The page of a calendar."""
    match calendar.subject:
        case Place():
            return address("place_calendar", calendar.subject.slug)
        case Programme():
            return address("programme_calendar", calendar.subject.slug)
        case Pilot():
            return address("pilot_calendar", calendar.subject.slug)
    return address("calendar")


def name_of(calendar: Calendar) -> str:
    """What a calendar is called: "your calendar", "the calendar of Bradford"."""
    match calendar.subject:
        case None:
            return "What concerns you"
        case Pilot():
            return calendar.subject.title
    return str(calendar.subject)


MONTHS = 6
FIRST, LAST = 1900, 2199


@dataclass(frozen=True)
class Row:
    """An entry as the page says it: "24 November", "No day set"."""

    entry: Entry
    when: str

    @property
    def state(self) -> str:
        """In a word, where there is one to say."""
        if self.entry.is_unsaid:
            return "Not said"
        return "Done" if self.entry.is_done else "Late" if self.entry.is_late else ""

    @property
    def shape(self) -> str | None:
        """The shape that marks it."""
        if self.entry.is_unsaid:
            return "early"
        return "done" if self.entry.is_done else "some" if self.entry.is_late else None

    @property
    def details(self) -> str:
        """What kind of thing it is, of what, and what else is to be known."""
        parts = (KINDS[self.entry.kind].noun, self.entry.about, self.entry.note)
        return " · ".join(part for part in parts if part)

    @property
    def drawn(self) -> SafeString:
        """It as it stands in the list: drawn here, since there are hundreds on a page."""
        state = format_html(" {}", status(self.state, self.shape)) if self.state else ""
        return format_html(
            '<div><dt>{}</dt><dd><a href="{}">{}</a>{}<div class="small soft">{}</div></dd></div>',
            *(self.when, self.entry.url, self.entry.text, state, self.details),
        )


@dataclass(frozen=True)
class Group:
    """What stands under one heading."""

    key: str
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Page:
    """A calendar from one month on; ``month`` where one alone is asked for, as a table."""

    title: str
    groups: list[Group]
    tabs: list[dict[str, Any]]
    earlier: str
    later: str
    now: str
    problem: str
    count: str
    views: list[dict[str, Any]]
    month: Month | None = None
    cut: str = ""

    @property
    def step(self) -> str:
        """How far the ways to what is earlier and later lead."""
        return "A month" if self.month else "Six months"


AS_MONTH = "month"


def build(calendar: Calendar, params: Mapping[str, Any]) -> Page:
    """The page that these parameters ask for: ``from`` a month, of one ``kind``, as a ``view``."""
    today = timezone.localdate()
    as_month = params.get("view") == AS_MONTH
    months = 1 if as_month else MONTHS
    start, kind, problem = _window_asked_for(params, today.replace(day=1))
    is_now = start == today.replace(day=1)
    end = _month(start, months) - dt.timedelta(days=1)
    kinds = [kind] if kind else list(KINDS)
    window = Window(start, end, with_late=is_now and not as_month)
    most = calendars.MOST if kind or as_month else min(calendars.NEAREST, calendars.MOST)
    read = Found([]) if problem else entries(calendar, window, kinds, most)
    due = read.entries
    table, listed = None, due
    if as_month:
        rows = [Row(entry, _full(entry)) for entry in due if has_day(entry, start)]
        listed = [entry for entry in due if not has_day(entry, start)]
        as_list = querystring.replaced(params, view=None, **{"from": f"{start:%Y-%m}"})
        table = month(start, rows, today, as_list)
    return Page(
        title=f"{start:%B %Y}" if as_month else f"{start:%B %Y} to {end:%B %Y}",
        groups=_groups(listed, start),
        tabs=_tabs(params, kind),
        earlier=_address(params, _month(start, -months)),
        later=_address(params, _month(start, months)),
        views=_views(params, as_month=as_month),
        month=table,
        now="" if is_now else querystring.replaced(params, **{"from": None}),
        problem=problem,
        count=count_words(len(due), "entry", "entries"),
        cut=_cut(read, window, is_of_all=most < calendars.MOST),
    )


def _cut(read: Found, window: Window, *, is_of_all: bool) -> str:
    if not read.cut:
        return ""
    kinds = list_words(read.cut_kinds)
    which = f"the first {read.most}"
    if window.with_late:
        which = f"the next {read.most} and the latest {read.most} before today"
    of_each = " of each" if len(read.cut) > 1 else ""
    way = (
        "Choose a kind above to see more." if is_of_all else "A pilot’s own calendar has the rest."
    )
    return f"There are more {kinds} than are shown, which are {which}{of_each}. {way}"


def _window_asked_for(params: Mapping[str, Any], this_month: dt.date) -> tuple[dt.date, str, str]:
    kind, month = params.get("kind", ""), params.get("from", "")
    if kind and kind not in KINDS:
        return this_month, "", "This calendar has no entries of that kind. Choose one above."
    if not month:
        return this_month, kind, ""
    read = re.fullmatch(r"(\d{4})-(\d{2})", month)
    if not (read and FIRST <= int(read[1]) <= LAST and 1 <= int(read[2]) <= 12):
        return this_month, kind, "The month in this address is not one. Write it like 2027-03."
    return dt.date(int(read[1]), int(read[2]), 1), kind, ""


def _groups(due: list[Entry], start: dt.date) -> list[Group]:
    """What is late and from before, month by month, then what is known to the year alone."""
    wide = (Precision.YEAR, Precision.FINANCIAL_YEAR)
    late = [entry for entry in due if entry.when.last < start]
    rest = [entry for entry in due if entry.when.last >= start]
    by_month = [entry for entry in rest if entry.when.precision not in wide]
    by_year = [entry for entry in rest if entry.when.precision in wide]
    made = [Group("late", "Still to do from before", [Row(entry, _full(entry)) for entry in late])]
    for first, some in groupby(by_month, key=lambda entry: entry.when.first.replace(day=1)):
        made.append(
            Group(f"m{first:%Y-%m}", f"{first:%B %Y}", [Row(entry, _day(entry)) for entry in some])
        )
    if by_year:
        rows = [Row(entry, _full(entry)) for entry in by_year]
        made.append(Group("year", "Known to the year only", rows))
    return [group for group in made if group.rows]


def _day(entry: Entry) -> str:
    if entry.when.precision == Precision.MONTH:
        return "No day set"
    return f"{entry.when.day:%A} {entry.when.day.day}"


def _full(entry: Entry) -> str:
    return str(DateWithPrecision(entry.when.day, entry.when.precision))


def _tabs(params: Mapping[str, Any], chosen: str) -> list[dict[str, Any]]:
    labels = {"": "Everything"} | {key: kind.label for key, kind in KINDS.items()}
    return [
        {
            "label": label,
            "url": querystring.replaced(params, kind=key or None),
            "current": key == chosen,
        }
        for key, label in labels.items()
    ]


def _views(params: Mapping[str, Any], *, as_month: bool) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": querystring.replaced(params, view=view),
            "current": as_month == bool(view),
        }
        for label, view in (("List", None), ("Month", AS_MONTH))
    ]


def _address(params: Mapping[str, Any], start: dt.date) -> str:
    if not FIRST <= start.year <= LAST:
        return ""
    return querystring.replaced(params, **{"from": f"{start:%Y-%m}"})


def _month(start: dt.date, months: int) -> dt.date:
    count = start.year * 12 + start.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)
