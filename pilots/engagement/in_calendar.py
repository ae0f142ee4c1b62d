"""Meetings, visits and promises in calendars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from access.visibility import reader_of
from collaboration.models import ActionItem
from interface.articles import with_article
from partnerships.models import Place, PlaceReach
from pilots.models import Engagement, EngagementBody
from pilots.subjects import of_its_pilots, titled, with_pilot
from records.dates import DateWithPrecision
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading


def _meetings_of(reading: Reading) -> tuple[QuerySet[Any], ...]:
    """Those of a calendar, for visits and for promises alike."""
    if "meetings" not in reading.asked:
        reading.asked["meetings"] = tuple(_parts(reading))
    parts: tuple[QuerySet[Any], ...] = reading.asked["meetings"]
    return parts


def _parts(reading: Reading) -> Iterator[QuerySet[Any]]:
    """Meetings of a calendar's pilots; of a place also those that are held there, and in one's own
    also those at which one's organisation is, and visits of no pilot to one's places or by oneself.
    Each part by an index of its own, which an OR over all would not use."""
    calendar = reading.calendar
    rows: Any = Engagement.objects.order_by()
    yield rows.of_seen_pilots(calendar.user, of_its_pilots(reading))
    if isinstance(calendar.subject, Place):
        yield rows.visible_to(calendar.user).at_place(calendar.subject)
    reader = reader_of(calendar.user)
    if calendar.subject is None and reader is not None:
        alone = Q(created_by=reader.user_id)
        if reader.places:
            here = PlaceReach.objects.filter(ancestor__in=sorted(reader.places)).order_by()
            alone |= Q(place__in=here.values("place"))
        yield rows.of_no_pilot(calendar.user).filter(alone)
        if reader.organisations:
            ours = EngagementBody.of(reader).values("engagement")
            yield rows.visible_to(calendar.user).filter(pk__in=ours)


def _dated(reading: Reading) -> DatedQuery:
    worth = Q(kind=Engagement.Kind.VISIT) | Q(state=Engagement.State.PLANNED)
    near = worth & reading.window.near("on") & ~Q(state=Engagement.State.CALLED_OFF)
    columns = ("number", "kind", "state", "on", "on_precision", "purpose", "updated_at")
    return DatedQuery(
        parts=tuple(rows.filter(near) for rows in _meetings_of(reading)),
        day=F("on"),
        precision=F("on_precision"),
        queryset=lambda: with_pilot(
            Engagement.objects.select_related("place"), *columns, "place__name"
        ),
        entry=_visit,
    )


def _visit(meeting: Any, reading: Reading) -> Entry:
    kind = str(meeting.get_kind_display()).capitalize()
    where = f" to {with_article(meeting.place)}" if meeting.place else ""
    return Entry(
        kind="visits",
        key=f"meeting-{meeting.pk}",
        when=meeting.day,
        text=f"{kind}{where}: {meeting.purpose}",
        url=meeting.get_absolute_url(),
        changed=meeting.updated_at,
        about=titled(meeting, meeting.pilot).title if meeting.pilot else "",
        is_done=meeting.state == Engagement.State.HELD,
    )


def _promised(reading: Reading) -> DatedQuery | None:
    calendar, window = reading.calendar, reading.window
    if reader_of(calendar.user) is None:
        return None
    near = Q(due__gte=window.start, due__lte=window.end)
    if window.with_late:
        near |= Q(state=ActionItem.State.OPEN, due__lt=window.start)
    due = ActionItem.objects.filter(near).exclude(state=ActionItem.State.DROPPED)
    parts = [due.told_with(calendar.user, meetings) for meetings in _meetings_of(reading)]
    if calendar.subject is None:
        parts.append(due.owed_by(calendar.user))
    return DatedQuery(
        parts=tuple(parts),
        day=F("due"),
        queryset=lambda: ActionItem.objects.only(
            "text", "owner_said", "due", "state", "updated_at"
        ),
        entry=_promise,
        in_order=reading.is_short,
    )


def _promise(promise: ActionItem, reading: Reading) -> Entry:
    return Entry(
        kind="promises",
        key=f"promise-{promise.pk}",
        when=DateWithPrecision(promise.due),
        text=f"Promised: {promise.text}",
        url=promise.get_absolute_url(),
        changed=promise.updated_at,
        about=f"For {promise.owner_said}",
        is_done=promise.state == ActionItem.State.DONE,
        is_late=promise.is_late(reading.today),
    )


CALENDAR = (
    CalendarEvents(
        key="visits", label="Visits and meetings", noun="Visit or meeting", dated=_dated, order=30
    ),
    CalendarEvents(key="promises", label="Promises", noun="Promise", dated=_promised, order=40),
)
