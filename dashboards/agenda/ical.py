"""A calendar for other programs (iCalendar): the ``icalendar`` package writes its head, and escapes
and folds what an entry says.

An entry is of whole days, so that no clock change moves it, but where its hour is known: that is
one instant, which every program shows by the clock of its own zone. What is known to the month lies
over the whole month; what is known to the year alone is left out, since it would cover everything.
A program is told a title, a date and a link, and no text beside: whoever runs that program reads
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from icalendar import Calendar, vText
from icalendar.parser import Contentline

from dashboards.agenda.found import Found
from records.dates import TO_THE_MONTH, Precision
from registry.calendar import Entry, Window

BACK, AHEAD = dt.timedelta(days=92), dt.timedelta(days=731)
ASK_AGAIN = dt.timedelta(hours=6)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
UNFOLDED = 74  # so many bytes a line may have before it goes on in another


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
        made.add("x-wr-caldesc", f"This feed is not complete: it has {which}.")
    told = (entry for entry in found.entries if entry.when.precision in TO_THE_MONTH)
    lines = (_line(text) for entry in told for text in _event(entry, site))
    return made.to_ical().removesuffix(END) + b"".join(lines) + END


def _event(entry: Entry, site: str) -> Iterator[str]:
    """Its lines, in the order and the shapes of the package, by way of whose objects a feed of
    1,600 entries would take six times as long."""
    changed = f"{entry.changed.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{vText(_summary(entry)).to_ical().decode()}"
    if entry.starts:
        yield f"DTSTART:{entry.starts:%Y%m%dT%H%M%SZ}"
        yield f"DTEND:{entry.ends or entry.starts + HOUR:%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.when.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.when.last + DAY:%Y%m%d}"  # the first day after it
    yield f"DTSTAMP:{changed}"
    yield f"UID:{entry.key}@placebook"
    yield f"LAST-MODIFIED:{changed}"
    yield "TRANSP:TRANSPARENT"  # it keeps nobody busy
    yield f"URL:{site}{entry.url}"
    yield "END:VEVENT"


def _line(text: str) -> bytes:
    """Folded where it is too long."""
    written = text.encode()
    if len(written) > UNFOLDED:
        written = Contentline(text).to_ical()
    return written + b"\r\n"


def _summary(entry: Entry) -> str:
    """One line: what, of what, and how much of the date is known."""
    about = f" ({entry.about})" if entry.about else ""
    day = ", no day set" if entry.when.precision == Precision.MONTH else ""
    done = "Done: " if entry.is_done else ""
    return " ".join(f"{done}{entry.text}{about}{day}".split())
