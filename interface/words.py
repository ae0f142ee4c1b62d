"""How values are said: dates, money, numbers, counts. Plain text, no HTML.

``None`` is never said as 0 or left blank: it is "Not known".
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from textwrap import shorten
from typing import Any

from django.utils import timezone

NOT_KNOWN = "Not known"
MINUS = "−"
MILLION = 1_000_000
# Characters that nobody sees and no line of text holds; among them those that end a line.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ENDS_OF_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BUT_TABS_AND_LINES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]+")


def date_words(value: date | datetime | None) -> str:
    """A day in words (31 March 2023); a moment with its time in London (…, 2:10pm)."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, datetime):
        if timezone.is_aware(value):
            value = timezone.localtime(value)
        return f"{_day(value)}, {time_words(value)}"
    return _day(value)


def last_day(after: date | None) -> date | None:
    """The last day of what no longer holds from the day ``after``; None where it has no end."""
    return after - timedelta(days=1) if after else None


def shortened(text: str, most: int) -> str:
    """The text, or as many whole words of it as that leaves room for."""
    return shorten(text, most, placeholder="…") if len(text) > most else text


def day_words(value: date | datetime | None) -> str:
    """The day of a date or a moment in London (31 March 2023), as every page writes it."""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return _day(value) if value else NOT_KNOWN


def near(day: date, today: date) -> str:
    """A day by which something is due, as people say it: 3 days late, Today, Sunday, 16 December;
    with its year where that might be another."""
    days = (day - today).days
    if days < 0:
        return f"{count_words(-days, 'day')} late"
    if days < 2:
        return "Tomorrow" if days else "Today"
    if days < 7:
        return f"{day:%A}"
    return day_and_month(day, today)


def day_and_month(day: date, today: date) -> str:
    """16 December; with its year where that might be another."""
    is_plain = day.year == today.year or 0 <= (day - today).days < 335
    return f"{day.day} {day:%B}" if is_plain else _day(day)


def waited(since: date, today: date) -> str:
    """For how long somebody has waited: Today, 8 days."""
    days = (today - since).days
    return count_words(days, "day") if days > 0 else "Today"


def time_words(value: datetime) -> str:
    """A time of day as people write it: 2:10pm, 9am, midday, midnight."""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value:%M}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def with_precision(value: date | None, precision: str) -> str:
    """A date no more exact than its source: day, month, year or financial_year."""
    if value is None:
        return NOT_KNOWN
    if precision == "month":
        return f"{value:%B} {value.year}"
    if precision == "year":
        return str(value.year)
    if precision == "financial_year":
        start = value.year if (value.month, value.day) >= (4, 1) else value.year - 1
        return f"financial year {start} to {start + 1}"
    return _day(value)


def number(value: Decimal | float | int | None) -> str:
    """A number with thousands separated and no idle zeros: 1,234.5."""
    if value is None:
        return NOT_KNOWN
    exact = _decimal(value)
    text = f"{abs(exact):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (MINUS if exact < 0 else "") + text


def pounds(value: Decimal | float | int | None) -> str:
    """Money: £350,000, £12.50, £5 million. Never rounded: £5,234,567 stays as it is."""
    if value is None:
        return NOT_KNOWN
    exact = _decimal(value)
    size = abs(exact)
    sign = MINUS if exact < 0 else ""
    if size >= MILLION and size % 10_000 == 0:
        return f"{sign}£{number(size / MILLION)} million"
    pence = "" if size == size.to_integral_value() else ".2f"
    return f"{sign}£{size:,{pence or '.0f'}}"


def count_words(count: int | None, noun: str, plural: str = "") -> str:
    """A count with its noun: 1 pilot, 3 pilots, no pilots. ``noun`` may be "body,bodies"."""
    if count is None:
        return NOT_KNOWN
    one, _, many = noun.partition(",")
    several = plural or many or _plural(one)
    return f"{'no' if count == 0 else number(count)} {one if count == 1 else several}"


def capitalised(text: str) -> str:
    """Text as it begins a line: "not known" is "Not known", and "NHS" stays."""
    return text[:1].upper() + text[1:]


def in_sentence(text: str) -> str:
    """With a small first letter, save for an acronym: "the whole city", "DWP staff"."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def capitalised_choices(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    """Choices of a column as a list offers them."""
    return [(key, capitalised(str(label))) for key, label in choices]


def list_words(items: Iterable[Any], joint: str = "and") -> str:
    """A list as a sentence says it: a, b and c."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _day(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}"


def _decimal(value: Decimal | float | int | str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error


def one_line(text: str) -> str:
    """Text with a space for each run of control characters, ends of lines and tabs included."""
    return _CONTROLS.sub(" ", text)


def quoted(text: str, most: int = 60) -> str:
    """Text that somebody gave, as a sentence quotes it: “cde”; in one line, cut off where long."""
    said = one_line(text)
    return f"“{said if len(said) <= most else f'{said[:most]}…'}”"


def in_lines(text: str) -> str:
    """Text of several lines, which end alike; other control characters but tabs become spaces."""
    return _BUT_TABS_AND_LINES.sub(" ", _ENDS_OF_LINES.sub("\n", text))


WIDTH = 76
TWICE_ENDED = re.compile(r"(?<![.])([.?!])[.](?=\s|$)")


BEGINS = re.compile(r"- |[A-Z][\w ]{0,40}: ")  # a line of its own: "- Homes", "Led by: Hull"


def tidy(text: str) -> str:
    """Text from a template: lines wrapped, at most one blank line, nothing escaped."""
    made: list[str] = []
    for raw in html.unescape(text).splitlines():
        line = ended_once(re.sub(r"\s+", " ", raw).strip())
        if line:
            made += _wrapped(line)
        elif made and made[-1]:
            made.append("")
    return "\n".join(made).strip() + "\n"


def flowing(text: str) -> str:
    """A text from ``tidy`` without the ends of lines that its width made, for a screen of any
    width. What is marked line by line stays in lines."""
    made: list[str] = []
    before = ""
    for line in text.splitlines():
        word = line.split(" ", 1)[0]
        is_full = bool(word) and len(before) + 1 + len(word) > WIDTH and not BEGINS.match(line)
        if before and "[" not in before[:3] + line[:1] and (line.startswith("  ") or is_full):
            made[-1] = f"{made[-1]} {line.strip()}"
        else:
            made.append(line)
        before = line
    return "\n".join(made)


def ended_once(text: str) -> str:
    """Text in which a sentence that somebody ended, and the template once more, ends once."""
    return TWICE_ENDED.sub(r"\1", text)


def _wrapped(line: str) -> list[str]:
    below = "  " if line.startswith("- ") else ""
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )
