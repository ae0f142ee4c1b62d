"""How a date in a file is read: as people write it, as programs save it, as exact as it is known.

Nothing is guessed. Where 03/04/2025 may be the 3rd of April or the 4th of March, and where a date
column holds a bare number such as 45383, the person is asked once for the column.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from interface.forms.dates import Typed, parse_date
from interface.words import date_words, one_line
from records.dates import DateWithPrecision, Precision
from registry.import_readers import AsksOfColumn, Known, Unknown, Unread, plain

EARLIEST = 1990
ORDER, SERIAL = "order of dates", "days as numbers"  # what a column is asked as a whole
DAY_FIRST, MONTH_FIRST = "day", "month"
NO_END = frozenset({"ongoing", "open ended", "no end", "no end date"})
LONDON = ZoneInfo("Europe/London")
# The first day of those that spreadsheets count, so that 61 is 1 March 1900
COUNTED_FROM = dt.date(1899, 12, 30)

_YEAR = r"(?P<year>\d{4}|\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_BETWEEN = r"[\s\-–/.,’']+"
_TWO_YEARS = r"(?:fy\s*)?(?P<first>\d{4}|\d{2})\s*(?:[-–/]|to)\s*(?P<last>\d{4}|\d{2})"
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\d|[a-z]{3,9}\.?\s)")
_CLOCK = re.compile(r"[,\s]\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:am|pm)?$")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d.*")
_NUMBER = re.compile(r"(\d{5})(?:\.\d+)?")
NUMERIC = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_FORMS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"{_DAY}{_BETWEEN}(?:of\s+)?{_MONTH}{_BETWEEN}{_YEAR}",
        rf"{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}",
        rf"{_MONTH}{_BETWEEN}{_YEAR}",
        r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>\d\d)",
        r"(?P<year>\d{4})",
    )
]
# Words for a part of a year or month, of which the year or month is kept
_PART = (
    r"(?:spring|summer|autumn|winter|easter|christmas|early|mid|middle|late|start|beginning|end"
    r"|q[1-4]|h[12]|quarter [1-4]|[1-4](?:st|nd|rd|th) quarter|about|around|circa|c\.|approx\.?)"
)
_IN_WORDS = re.compile(
    rf"{_PART}(?:[\s\-,’'/]+|(?<=c\.))(?:of\s+)?(?P<rest>.+)|(?P<before>.+)\s{_PART}"
)
# 11/12 may be a day of December; 2009-10 is October, as programs write it
_MAY_BE_A_DAY = re.compile(r"(?:0?\d|1[0-2])\s*[-–/].*|\d{4}-(?:0[1-9]|1[0-2])")
_FROM_TWO = re.compile(r"\d\d")


@dataclass(frozen=True)
class Written:
    """A date as a file has it. ``is_less``: it is kept less exactly than it is written."""

    day: dt.date
    precision: str
    is_less: bool = False


class _Asked(Exception):  # noqa: N818 - a question
    """It can be told only with an answer to this question."""

    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.about = about


@lru_cache(maxsize=8192)
def written(text: str, order: str = "", is_counted: bool = False) -> Written:
    """What a date says. Raises Unread, and _Asked for what the whole column has to tell."""
    said = _WEEKDAY.sub("", " ".join(text.lower().split()), count=1)
    if _MOMENT.fullmatch(said):
        said = _in_london(said)
    said = _CLOCK.sub("", said).strip(" ,")
    try:
        return _read(said, order, is_counted)
    except ValidationError as problem:
        message = problem.messages[0].rstrip(".")
        raise Unread(f"“{text[:40]}”: {message[0].lower()}{message[1:]}") from None


def _in_london(text: str) -> str:
    """The day of a moment, on the clocks of London where it says how far it is from Greenwich."""
    try:
        moment = dt.datetime.fromisoformat(text.upper().replace(" Z", "Z"))
    except ValueError:
        return text
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date().isoformat()


def _read(text: str, order: str, is_counted: bool) -> Written:
    if said := NUMERIC.fullmatch(text):
        return _numeric(*said.groups(), order=order)
    if (said := _NUMBER.fullmatch(text)) and (day := counted(text)):
        if not is_counted:
            raise _Asked(SERIAL)
        return Written(day, Precision.DAY)
    if (said := _IN_WORDS.fullmatch(text)) and (rest := said["rest"] or said["before"]):
        # "Spring 26" is of 2026: nothing else stands beside such a word
        rest = f"20{rest}" if _FROM_TWO.fullmatch(rest) else rest
        kept = _read(rest, order, False)
        if kept.precision != Precision.DAY:
            return Written(kept.day, kept.precision, is_less=True)
    if (year := financial_year(text)) and not _MAY_BE_A_DAY.fullmatch(text):
        return Written(dt.date(year, 4, 1), Precision.FINANCIAL_YEAR)
    for form in _FORMS:
        if said := form.fullmatch(text):
            parts = said.groupdict()
            return _whole(parts.get("day") or "", parts.get("month") or "", parts["year"])
    raise ValidationError("Enter a date, such as 31 March 2023")


def _whole(day: str, month: str, year: str) -> Written:
    read = parse_date(Typed(day, month, _in_full(year)), allow_partial=True, earliest=EARLIEST)
    return Written(*read)


def _numeric(first: str, second: str, year: str, *, order: str) -> Written:
    """A date in numbers: which is the day is known where it is above 12, or both are the same."""
    is_day_first = int(first) > 12 or int(first) == int(second)
    is_month_first = int(second) > 12 and not is_day_first
    if not (is_day_first or is_month_first or order):
        raise _Asked(ORDER)
    if is_month_first or (order == MONTH_FIRST and not is_day_first):
        first, second = second, first
    return _whole(first, second, year)


def _in_full(year: str) -> str:
    """A year of two digits is one of those from 1990 on."""
    if len(year) != 2:
        return year
    return f"{'19' if int(year) >= EARLIEST % 100 else '20'}{year}"


def financial_year(text: str) -> int | None:
    """The year in which a financial year begins: of 2025/26, 2025-2026, FY25/26; else None."""
    said = re.fullmatch(_TWO_YEARS, text.strip().lower())
    if said is None:
        return None
    first, last = int(_in_full(said["first"])), int(said["last"])
    is_next = last in (first + 1, (first + 1) % 100)
    return first if is_next and first >= EARLIEST else None


def counted(text: str) -> dt.date | None:
    """The day that a spreadsheet counts so; None where it is none that a file is likely to mean."""
    day = COUNTED_FROM + dt.timedelta(days=int(text[:5]))
    return day if EARLIEST <= day.year <= 2100 else None


@dataclass(frozen=True)
class Day(AsksOfColumn):
    """A date as exact as it is written, beside its precision where the record keeps that.

    ``ends``: of a month or a year it is the last day. ``is_whole``: what names no day is not known.
    """

    is_partial: bool = False
    ends: bool = False
    is_whole: bool = False

    def read(self, text: str, known: Known) -> tuple[str, str] | None:
        if self.ends and plain(text) in NO_END:
            return None
        said = self._written(text, known)
        if said is None:
            return None
        if said.precision != Precision.DAY and not self.is_partial:
            if self.is_whole:
                return None
            raise Unread(f"“{text[:40]}” names no day, which is needed here")
        day = said.day
        if self.ends:
            day = DateWithPrecision(day, said.precision).last
        return day.isoformat(), said.precision

    def _written(self, text: str, known: Known) -> Written | None:
        """What a date says; None where the answer for the column is that it is not known."""
        try:
            meant = known.meant
            return written(one_line(text), meant.get(ORDER) or "", bool(meant.get(SERIAL)))
        except _Asked as asked:
            if asked.about in known.meant:
                return None
            raise Unknown from None

    def asked_as(self, text: str) -> str:
        return SERIAL if _NUMBER.fullmatch(text.strip()) else ORDER

    def less_than(self, text: str, known: Known) -> str:
        if self.ends and plain(text) in NO_END:
            return ""
        if (said := self._written(text, known)) is None:
            return ""
        if said.precision != Precision.DAY and not self.is_partial:
            return "not known, since it names no day"
        return str(DateWithPrecision(said.day, said.precision)) if said.is_less else ""

    def asking(self, about: str, text: str) -> tuple[str, list[tuple[Any, str]], Any]:
        """The question for a whole column, its answers and the likeliest of them."""
        if about == SERIAL:
            counted_day = counted(text.strip())
            words = date_words(counted_day) if counted_day else ""
            ask = f"are numbers such as {text} days, as spreadsheets count them?"
            return ask, [(SERIAL, f"Yes: {text} is {words}")], None
        said = NUMERIC.search(text)
        day, month, year = said.groups() if said else ("3", "4", "2026")
        offered = [
            (DAY_FIRST, f"The day: it is {date_words(_whole(day, month, year).day)}"),
            (MONTH_FIRST, f"The month: it is {date_words(_whole(month, day, year).day)}"),
        ]
        return f"which comes first in dates such as {text}?", offered, DAY_FIRST

    def into(self, column: str, value: Any) -> dict[str, Any]:
        day, precision = value
        if not self.is_partial:
            return {column: day}
        return {column: day, f"{column}_precision": precision}

    def words(self, value: Any) -> str:
        return date_words(dt.date.fromisoformat(value))
