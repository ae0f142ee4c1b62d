"""How meetings and visits take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from partnerships.calendar import Calendar, Entry, OnCalendar, Reading
from partnerships.models import Place
from partnerships.organisation.permissions import bodies_of
from partnerships.programme_files import (
    Column,
    ProgrammeFile,
    Scope,
    address,
    pilot,
    source,
    text,
)
from partnerships.visibility import Reader, reader_of
from pilots.calendar import pilots_of, seen_pilots
from pilots.engagement import reading
from pilots.models import Engagement, EngagementBody
from pilots.small_counts import shown
from pilots.subjects import NAMED
from records.differences import InHistory
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.resting import CitedBy


def _attended_by(reader: Reader) -> Q:
    """Meetings and visits at which this reader's organisations, or teams within them, are."""
    parts = EngagementBody.objects.filter(organisation__in=bodies_of(reader).values("pk"))
    return Q(pk__in=parts.values("engagement"))


def meetings_of(calendar: Calendar) -> QuerySet[Engagement]:
    """Meetings of its pilots; of a place also those that are held there, and in one's own also
    those at which one's organisation is."""
    seen: Any = Engagement.objects.visible_to(calendar.user)
    rule = Q(pilot__in=pilots_of(calendar).order_by().values("pk"))
    reader = reader_of(calendar.user)
    if calendar.subject is None and reader and reader.organisations:
        rule |= _attended_by(reader)
    own = seen.filter(rule)
    return own | seen.at_place(calendar.subject) if isinstance(calendar.subject, Place) else own


def _planned(sides: Sides) -> Q:
    return Q(state="planned")


def _meeting_columns() -> tuple[Column, ...]:
    """Those of the list of meetings, so that both files say the same."""
    kept = [one for one in reading.columns() if one.name not in ("source", "place", "address")]
    return tuple(Column(one.name, one.meaning or one.label, one.value) for one in kept)


def _meetings(scope: Scope, rows: list[Any]) -> list[Any]:
    return list(reading.told(scope.user, timezone.localdate(), rows))


def _people(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.told = shown(scope.user, row.people)
    return rows


def _dated(reading: Reading) -> Iterator[Entry]:
    calendar, window = reading.calendar, reading.window
    worth = Q(kind=Engagement.Kind.VISIT) | Q(state=Engagement.State.PLANNED)
    rows = meetings_of(calendar).filter(worth, window.near("on"))
    rows = rows.exclude(state=Engagement.State.CALLED_OFF).select_related("place")
    found = reading.rows("visits", F("on"), rows)
    pilots = seen_pilots(calendar.user, [row.pilot_id for row in found])
    for meeting in found:
        owner, when = pilots.get(meeting.pilot_id), meeting.day
        if owner is None or when is None:
            continue
        meeting.pilot = owner
        kind = str(meeting.get_kind_display()).capitalize()
        entry = Entry(
            kind="visits",
            key=f"meeting-{meeting.pk}",
            when=when,
            text=f"{kind}{f' to {meeting.place}' if meeting.place else ''}: {meeting.purpose}",
            url=meeting.get_absolute_url(),
            changed=meeting.updated_at,
            about=owner.title,
            is_done=meeting.state == Engagement.State.HELD,
        )
        if window.shows(entry):
            yield entry


ENGAGEMENT = ProgrammeFile(
    "engagement",
    "A meeting, visit, workshop or outreach of a pilot; people are counted, never named",
    lambda scope: reading.with_all(
        Engagement.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    ),
    (
        pilot(),
        *_meeting_columns(),
        text("place", "Where: its key in addresses", "place.slug", blank="not said"),
        source(),
        address(),
    ),
    _meetings,
    order=190,
)


DECLARES = (
    PlaceRule(Engagement, "place", Does.MOVE, noun="visit", order=90, open=_planned),
    BodyRule(
        EngagementBody,
        "organisation",
        Does.MOVE,
        noun="meeting",
        record="engagement",
        order=420,
        once=("engagement_id",),
        sums="people",
    ),
    CitedBy(
        model=Engagement,
        key="meetings",
        noun="meeting or visit,meetings and visits",
        order=70,
        needs=NAMED,
    ),
    ENGAGEMENT,
    OnCalendar(
        key="visits", label="Visits and meetings", noun="Visit or meeting", entries=_dated, order=30
    ),
    InHistory(
        model=Engagement,
        named_by=(
            "place",
            "kind",
        ),
    ),
    InHistory(
        model=EngagementBody,
        named_by=(
            "organisation",
            "description",
        ),
    ),
)
