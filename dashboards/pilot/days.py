"""Days as people say them: "Sunday", "31 March", with the year only where it could be another."""

from __future__ import annotations

import datetime as dt

from interface.words import count_words
from records.dates import DateWithPrecision, Precision

WEEK = dt.timedelta(days=7)
NEAR = dt.timedelta(days=330)


def day_words(day: dt.date | DateWithPrecision, today: dt.date) -> str:
    """A day no more exact than it is known: "Sunday" within a week, "31 March" within a year."""
    known = day if isinstance(day, DateWithPrecision) else DateWithPrecision(day)
    if known.precision != Precision.DAY or abs(known.day - today) > NEAR:
        return str(known)
    if dt.timedelta(0) < known.day - today < WEEK:
        return f"{known.day:%A}"
    return "Today" if known.day == today else f"{known.day.day} {known.day:%B}"


def due_words(day: dt.date, today: dt.date) -> str:
    """When something is due: "Due Sunday", "3 days late"."""
    if day < today:
        return f"{count_words((today - day).days, 'day')} late"
    words = day_words(day, today)
    return f"Due {words[0].lower() + words[1:] if words == 'Today' else words}"
