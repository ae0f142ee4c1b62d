"""A calendar for other programs (iCalendar), written by the ``icalendar`` package.

Every entry is of whole days, so that no clock change moves it. What is known to the month lies over
the whole month; what is known to the year alone is left out, since it would cover everything. A
program is told a title, a date and a link, and no text beside: whoever runs that program reads it.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from icalendar import Calendar, Event

from dashboards.agenda.record import Found
from partnerships.calendar import Entry, Window
from records.dates import Precision

BACK, AHEAD = dt.timedelta(days=92), dt.timedelta(days=731)
ASK_AGAIN = dt.timedelta(hours=6)
DAY = dt.timedelta(days=1)


def window() -> Window:
    """Three months back and two years on, with what is late."""
    today = timezone.localdate()
    return Window(today - BACK, today + AHEAD, with_late=True)


def written(name: str, found: Found, site: str) -> bytes:
    """The calendar as a file; the same entries give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Placebook//Calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Placebook: {name}")
    made.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    if found.cut:
        kinds = " and ".join(found.cut_kinds)
        which = f"only the next {found.most} {kinds} and the latest {found.most} before today"
        made.add("x-wr-caldesc", f"Not whole: {which} are in it.")
    for entry in found.entries:
        if entry.when.precision in (Precision.DAY, Precision.MONTH):
            made.add_component(_event(entry, site))
    return made.to_ical()


def _event(entry: Entry, site: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@placebook")
    event.add("dtstamp", entry.changed.astimezone(dt.UTC))
    event.add("last-modified", entry.changed.astimezone(dt.UTC))
    event.add("dtstart", entry.when.first)
    event.add("dtend", entry.when.last + DAY)  # the first day after it
    event.add("summary", _summary(entry))
    event.add("url", f"{site}{entry.url}")
    event.add("transp", "TRANSPARENT")  # it keeps nobody busy
    return event


def _summary(entry: Entry) -> str:
    """One line: what, of what, and how much of the date is known."""
    about = f" ({entry.about})" if entry.about else ""
    day = ", no day set" if entry.when.precision == Precision.MONTH else ""
    done = "Done: " if entry.is_done else ""
    return " ".join(f"{done}{entry.text}{about}{day}".split())
