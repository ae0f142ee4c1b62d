"""What stands in a calendar: milestones, updates due, visits and meetings, promises.

Each is read with ``visible_to``; when an update is due is told to those whom it concerns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from dashboards.agenda.asked import Asked, Calendar, Window
from dashboards.scope import attended_by
from partnerships.models import ActionItem, Place, Programme
from partnerships.visibility import reader_of
from pilots.models import Engagement, Milestone, Pilot
from records.addresses import address
from records.dates import DateWithPrecision, Precision

YEAR = dt.timedelta(days=366)
WIDE = (Precision.YEAR, Precision.FINANCIAL_YEAR)
UNSAID = "The pilot has ended, and nobody has said whether this was done"
KINDS = {
    "milestones": "Milestones",
    "updates": "Updates due",
    "visits": "Visits and meetings",
    "promises": "Promises",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar.

    ``key`` is its own for good, also in other programs. ``about`` says of what it is, ``note`` what
    else is to be known on the page. ``is_unsaid``: its pilot has ended and nobody has said whether
    it was done; that is not late.
    """

    kind: str
    key: str
    when: DateWithPrecision
    text: str
    url: str
    changed: dt.datetime
    about: str = ""
    note: str = ""
    is_done: bool = False
    is_late: bool = False
    is_unsaid: bool = False


@dataclass(frozen=True)
class Found:
    """What falls into a window; ``cut`` are the kinds of which there is more than is told."""

    entries: list[Entry]
    cut: list[str]


def entries(calendar: Calendar, window: Window, kinds: Any = KINDS) -> Found:
    """What falls into the window, the earliest first: a day before the month that it is in."""
    today = timezone.localdate()
    asked = Asked(calendar, window, today)
    found = [entry for kind in kinds for entry in _READ[kind](asked)]
    return Found(sorted(found, key=_order), asked.cut)


def _order(entry: Entry) -> tuple[Any, ...]:
    return (entry.when.last, entry.when.first, entry.kind, entry.text, entry.key)


def _within(window: Window, column: str) -> Q:
    """Dates that may touch the window: one of a year is stored as one of its days."""
    near = Q(**{f"{column}__gte": window.start, f"{column}__lte": window.end})
    return near | Q(
        **{
            f"{column}__gte": window.start - YEAR,
            f"{column}__lte": window.end + YEAR,
            f"{column}_precision__in": WIDE,
        }
    )


def _touches(entry: Entry, window: Window) -> bool:
    is_near = entry.when.last >= window.start and entry.when.first <= window.end
    return is_near or (window.with_late and entry.is_late)


def _milestones(asked: Asked) -> Iterator[Entry]:
    calendar, window = asked.calendar, asked.window
    near = Q(done__isnull=False) & _within(window, "done")
    near |= Q(done=None) & _within(window, "due")
    if window.with_late:
        near |= Q(done=None, due__lt=window.start) & ~Q(pilot__status__in=Pilot.ENDED)
    rows = Milestone.objects.filter(near, given_up_on=None).select_related("programme")
    # Those of pilots that the reader sees, and of programmes, which everybody sees
    of_pilots = rows.filter(pilot__in=calendar.pilots.order_by().values("pk"))
    of_programmes = rows.filter(calendar.programmes)
    found = asked.told("milestones", Coalesce("done", "due"), of_pilots, of_programmes)
    pilots = _pilots(calendar.user, [one.pilot_id for one in found if one.pilot_id])
    for one in found:
        when = DateWithPrecision.of(one, "done" if one.done else "due")
        of = one.programme or pilots.get(one.pilot_id or 0)
        if when is None or of is None:
            continue
        ended = isinstance(of, Pilot) and of.has_ended and one.done is None
        worked_out = "Worked out from its source" if one.is_worked_out else ""
        entry = Entry(
            kind="milestones",
            key=f"milestone-{one.pk}",
            when=when,
            text=one.text,
            url=of.get_absolute_url(),
            changed=one.updated_at,
            about=of.title if isinstance(of, Pilot) else of.name,
            note=UNSAID if ended else worked_out,
            is_done=one.done is not None,
            is_late=one.done is None and not ended and when.last < asked.today,
            is_unsaid=ended,
        )
        if _touches(entry, window):
            yield entry


def _updates(asked: Asked) -> Iterator[Entry]:
    calendar, window = asked.calendar, asked.window
    near = Q(update_due__gte=window.start, update_due__lte=window.end)
    if window.with_late:
        near |= Q(update_due__lt=window.start)
    rows = calendar.pilots.concerning(calendar.user).filter(near).with_places()
    for one in asked.told("updates", F("update_due"), rows):
        yield Entry(
            kind="updates",
            key=f"update-due-{one.pk}-{one.update_due:%Y%m%d}",
            when=DateWithPrecision(one.update_due),
            text=f"Update due: {one.title}",
            url=one.get_absolute_url(),
            changed=one.updated_at,
            about=str(one.lead_place or ""),
            is_late=one.update_due < asked.today,
        )


def _meetings(calendar: Calendar) -> QuerySet[Engagement]:
    """Meetings of its pilots; of a place also those that are held there, and in one's own also
    those at which one's organisation is."""
    seen: Any = Engagement.objects.visible_to(calendar.user)
    rule = Q(pilot__in=calendar.pilots.order_by().values("pk"))
    reader = reader_of(calendar.user)
    if calendar.subject is None and reader and reader.organisations:
        rule |= attended_by(reader)
    own = seen.filter(rule)
    return own | seen.at_place(calendar.subject) if isinstance(calendar.subject, Place) else own


def _visits(asked: Asked) -> Iterator[Entry]:
    calendar, window = asked.calendar, asked.window
    worth = Q(kind=Engagement.Kind.VISIT) | Q(state=Engagement.State.PLANNED)
    rows = _meetings(calendar).filter(worth, _within(window, "on"))
    rows = rows.exclude(state=Engagement.State.CALLED_OFF).select_related("place")
    found = asked.told("visits", F("on"), rows)
    pilots = _pilots(calendar.user, [one.pilot_id for one in found])
    for one in found:
        pilot, when = pilots.get(one.pilot_id), one.day
        if pilot is None or when is None:
            continue
        one.pilot = pilot
        kind = str(one.get_kind_display()).capitalize()
        entry = Entry(
            kind="visits",
            key=f"meeting-{one.pk}",
            when=when,
            text=f"{kind}{f' to {one.place}' if one.place else ''}: {one.purpose}",
            url=one.get_absolute_url(),
            changed=one.updated_at,
            about=pilot.title,
            is_done=one.state == Engagement.State.HELD,
        )
        if _touches(entry, window):
            yield entry


def _promises(asked: Asked) -> Iterator[Entry]:
    calendar, window = asked.calendar, asked.window
    if reader_of(calendar.user) is None:
        return
    rows = ActionItem.objects.told_with(calendar.user, _meetings(calendar))
    if calendar.subject is None:
        rows = rows | ActionItem.objects.owed_by(calendar.user)
    near = Q(due__gte=window.start, due__lte=window.end)
    if window.with_late:
        near |= Q(state=ActionItem.State.OPEN, due__lt=window.start)
    rows = rows.filter(near).exclude(state=ActionItem.State.DROPPED)
    for one in asked.told("promises", F("due"), rows):
        yield Entry(
            kind="promises",
            key=f"promise-{one.pk}",
            when=DateWithPrecision(one.due),
            text=f"Promised: {one.text}",
            url=one.get_absolute_url(),
            changed=one.updated_at,
            about=f"For {one.owner_said}",
            is_done=one.state == ActionItem.State.DONE,
            is_late=one.is_late(asked.today),
        )


def _pilots(user: Any, ids: list[int]) -> dict[int, Pilot]:
    """These pilots, as far as the reader sees them, with the places that name them."""
    return {one.pk: one for one in Pilot.objects.visible_to(user).filter(pk__in=ids).with_places()}


_READ: dict[str, Callable[[Asked], Iterator[Entry]]] = {
    "milestones": _milestones,
    "updates": _updates,
    "visits": _visits,
    "promises": _promises,
}


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
