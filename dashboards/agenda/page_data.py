"""A calendar as a page: what falls into a window, of every kind that a subject declares.

It is a list by month, or one month as a table of its days. What is known to the month stands under
the month without a day; what is known to the year stands after the months, under its year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from dashboards.agenda import found
from dashboards.agenda import month as months
from dashboards.agenda.found import KINDS, Found, choices, chosen_by
from dashboards.agenda.month import Month
from interface import querystring
from interface.cells import status
from interface.words import count_words, date_words, list_words
from partnerships.models import Place, Programme
from pilots.models import Pilot
from records.addresses import address
from records.dates import TO_THE_YEAR, DateWithPrecision, Precision
from registry.calendar import Calendar, Entry, Window

status_of = lru_cache(status)  # hundreds of rows have one of three


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
        return "done" if self.entry.is_done else "help" if self.entry.is_late else None

    @property
    def details(self) -> str:
        """What kind of thing it is, of what, and what else is to be known."""
        parts = (KINDS[self.entry.kind].noun, self.entry.about, self.entry.note)
        return " · ".join(part for part in parts if part)

    @property
    def drawn(self) -> SafeString:
        """It as it stands in the list: drawn here, since there are hundreds on a page."""
        told = (self.when, self.entry.url, self.entry.text, self.details)
        when, url, text, details = map(escape, told)
        state = f" {status_of(self.state, self.shape)}" if self.state else ""
        return mark_safe(  # noqa: S308 - every text is escaped
            f'<div><dt>{when}</dt><dd><a href="{url}">{text}</a>{state}'
            f'<div class="small soft">{details}</div></dd></div>'
        )


@dataclass(frozen=True)
class Group:
    """What stands under one heading; of later months the first few, the rest folded."""

    key: str
    title: str
    rows: list[Row]
    is_far: bool = False

    @property
    def first(self) -> list[Row]:
        """The rows that are seen at once."""
        return self.rows[:FAR] if self.is_far else self.rows

    @property
    def rest(self) -> list[Row]:
        """The rows that are folded."""
        return self.rows[len(self.first) :]


@dataclass(frozen=True)
class Page:
    """A calendar from one month or day on; ``month`` where one alone is asked for, as a table.
    ``goes_on`` is where the list does that is too long for one page, ``on`` in words."""

    title: str
    groups: list[Group]
    kinds: list[tuple[str, str]]
    kind: str
    earlier: str
    later: str
    now: str
    problem: str
    count: str
    views: list[dict[str, Any]]
    month: Month | None = None
    cut: str = ""
    goes_on: str = ""
    on: str = ""

    @property
    def step(self) -> str:
        """How far the ways to what is earlier and later lead."""
        return "A month" if self.month else "Six months"


AS_MONTH = "month"
FAR = 3  # entries of a later month that are not folded


def build(calendar: Calendar, params: Mapping[str, Any]) -> Page:
    """The page that these parameters ask for: ``from`` a month or a day, of one ``kind``, as a
    ``view``."""
    today = timezone.localdate()
    as_month = params.get("view") == AS_MONTH
    start, kind, problem = _window_asked_for(params, today.replace(day=1))
    start = start.replace(day=1) if as_month else start
    is_now = start == today.replace(day=1)
    count = 1 if as_month else MONTHS
    end = _month(start, count) - dt.timedelta(days=1)
    kinds = [] if problem else chosen_by(kind) if kind else list(KINDS)
    window = Window(start, end, with_late=is_now and not as_month)
    table = None
    if as_month:
        read, table = _as_month(calendar, window, kinds, today, params)
    else:
        size = found.MOST if kind else min(found.PAGE, found.MOST)
        read = found.first_entries(calendar, window, kinds, size)
    return Page(
        title=f"{start:%B %Y}" if as_month else _title(window, read),
        groups=_groups(read.entries, start),
        kinds=[("", "Everything"), *choices().items()],
        kind=kind,
        earlier=_address(params, _month(start, -count)),
        later=_address(params, _month(start, count)),
        views=_views(params, as_month=as_month),
        month=table,
        now="" if is_now else querystring.replaced(params, **{"from": None}),
        problem=problem,
        count=count_words(len(read.entries) + _in(table), "entry", "entries"),
        cut=_cut(read, is_month=as_month, is_of_all=not kind),
        goes_on=_address(params, read.goes_on, "%Y-%m-%d") if read.goes_on else "",
        on=date_words(read.goes_on) if read.goes_on else "",
    )


def _as_month(
    calendar: Calendar,
    window: Window,
    kinds: list[str],
    today: dt.date,
    params: Mapping[str, Any],
) -> tuple[Found, Month]:
    """What has no day of its own in a month, and the month as a table of the first few of each
    day: nothing more is read of the others than how many there are."""
    looked = found.look(calendar, window, kinds, found.MOST)
    days, others = months.by_day(looked.keys, window.start)
    first = [key for some in days.values() for key in some[: months.MOST]]
    entries = found.entries_of(looked, [*first, *others])
    rows = [Row(entry, _full(entry)) for entry in entries if months.has_day(entry, window.start)]
    counts = {day: len(some) for day, some in days.items()}
    listed = [entry for entry in entries if not months.has_day(entry, window.start)]

    def listed_from(day: dt.date) -> str:
        return querystring.replaced(params, view=None, **{"from": f"{day:%Y-%m-%d}"})

    table = months.month(window.start, counts, rows, today, listed_from)
    return Found(listed, looked.cut, looked.most), table


def _in(table: Month | None) -> int:
    weeks = table.weeks if table else []
    return sum(len(day.rows) + day.more for week in weeks for day in week if day)


def _title(window: Window, read: Found) -> str:
    """From when to when what is told goes: months, but days where it begins or ends at one."""
    if not read.goes_on and window.start.day == 1:
        return f"{window.start:%B %Y} to {window.end:%B %Y}"
    last = read.goes_on - found.DAY if read.goes_on else window.end
    return f"{date_words(window.start)} to {date_words(last)}"


def _cut(read: Found, *, is_month: bool, is_of_all: bool) -> str:
    """What is left out, and where it is."""
    said = []
    if read.left_out:
        said.append(f"Entries dated {date_words(read.left_out)} or earlier are left out.")
    if read.cut:
        which = f"the first {read.most}{'' if is_month else ' of a day'}"
        kinds = list_words(read.cut_kinds)
        of_each = " of each" if len(read.cut_kinds) > 1 else ""
        said.append(f"There are more {kinds} than we can show. We show {which}{of_each}.")
    if said:
        is_in_kind = is_of_all and not is_month
        way = "Choose a kind above to see more." if is_in_kind else _REST
        said.append(way)
    return " ".join(said)


_REST = "The rest are in each pilot’s own calendar."


def _window_asked_for(params: Mapping[str, Any], this_month: dt.date) -> tuple[dt.date, str, str]:
    kind, month = params.get("kind", ""), params.get("from", "")
    if kind and kind not in choices():
        return this_month, "", "This calendar has no entries of that kind. Choose one above."
    if not month:
        return this_month, kind, ""
    if read := re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", month):
        with suppress(ValueError):
            day = dt.date(int(read[1]), int(read[2]), int(read[3] or 1))
            if FIRST <= day.year <= LAST:
                return day, kind, ""
    return this_month, kind, "This address does not contain a valid month. Write it like 2027-03."


def _groups(due: list[Entry], start: dt.date) -> list[Group]:
    """What is late and from before, month by month, then what is known to the year alone."""
    late = [entry for entry in due if entry.when.last < start]
    rest = [entry for entry in due if entry.when.last >= start]
    by_month = [entry for entry in rest if entry.when.precision not in TO_THE_YEAR]
    by_year = [entry for entry in rest if entry.when.precision in TO_THE_YEAR]
    made = [Group("late", "Still to do from before", [Row(entry, _full(entry)) for entry in late])]
    for first, some in groupby(by_month, key=lambda entry: entry.when.first.replace(day=1)):
        rows, is_far = [Row(entry, _day(entry)) for entry in some], len(made) > 1
        made.append(Group(f"m{first:%Y-%m}", f"{first:%B %Y}", rows, is_far))
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


def _views(params: Mapping[str, Any], *, as_month: bool) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": querystring.replaced(params, view=view),
            "current": as_month == bool(view),
        }
        for label, view in (("List", None), ("Month", AS_MONTH))
    ]


def _address(params: Mapping[str, Any], start: dt.date, how: str = "%Y-%m") -> str:
    if not FIRST <= start.year <= LAST:
        return ""
    return querystring.replaced(params, **{"from": start.strftime(how)})


def _month(start: dt.date, months: int) -> dt.date:
    count = start.year * 12 + start.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)
