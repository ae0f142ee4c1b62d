"""How meetings and visits, totals of people met and promises take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.notice.rights import ToldByAddress
from collaboration.models import ActionItem
from interface.columns import Column
from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in
from partnerships.models import Place
from partnerships.place.examples import made_up_rule
from people.review.responsible import reached_by
from pilots.engagement import reading
from pilots.engagement.asked import ASKED
from pilots.engagement.in_calendar import CALENDAR
from pilots.engagement.permissions import (
    can_change_meeting,
    can_record_meeting,
    can_visit_place,
    visits_or_is_visited,
)
from pilots.engagement.promise_operations import MANY_PROMISES
from pilots.engagement.record_pages import PAGES
from pilots.engagement.views import Totals
from pilots.engagement.waiting import WRITE_UP
from pilots.lesson.models import at_an_example
from pilots.models import Engagement, EngagementBody, EngagementTotal
from pilots.people_counts import shown
from pilots.pilot.permissions import can_log_progress
from pilots.subjects import NAMED, OF_PILOT, PLACED
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides, moves
from records.resting import CitesSource, Line, SourceKept
from registry.attached import HasAttachments
from registry.programme_files import (
    OF_PROGRAMME,
    ProgrammeFile,
    Scope,
    address,
    day,
    figure,
    of_programme_or_pilots,
    pilot,
    source,
    text,
)
from registry.promised import HasPromises
from registry.reported import HasErrorReports
from registry.search import DayInWords, SearchIndex


def _at_place(place: Place) -> Q:
    there = Engagement.with_withdrawn.at_place(place).filter(pk=OuterRef("pk"))
    return Q(pilot__reach_ids__contains=[place.pk]) | Q(Exists(there))


def _with_its_pilot(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("pilot", "place").prefetch_related("pilot__place_links__place")


PROMISED = HasPromises(
    model=Engagement,
    kept_by=can_change_meeting,
    label=lambda meeting: str(meeting.purpose),
    where=lambda meeting: meeting.place or meeting.pilot,
    place=lambda meeting: meeting.pilot.lead_place if meeting.pilot else meeting.place,
    rows=_with_its_pilot,
    made_up=lambda: Q(place__is_example=True) | Q(at_an_example("pilot")),
    at=_at_place,
    adds=False,  # they are written with the meeting
)


def _planned(sides: Sides) -> Q:
    return Q(state="planned")


def _meeting_columns() -> tuple[Column, ...]:
    """Those of the list of meetings, so that both files say the same."""
    kept = [
        column for column in reading.COLUMNS if column.name not in ("source", "place", "address")
    ]
    return tuple(
        Column(column.name, column.meaning or column.label, value=column.value) for column in kept
    )


def _meetings(scope: Scope, rows: list[Any]) -> list[Any]:
    return list(reading.with_readings(scope.user, timezone.localdate(), rows))


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


def _met(total: EngagementTotal) -> Line:
    """No number: how few they were is told on the page, by whom it may be told."""
    if total.pilot is None:
        whole: Any = total.programme
        return Line("How many were met in all", whole.get_absolute_url(), str(whole))
    url = reverse("pilot_engagement", args=[total.pilot.slug])
    return Line("How many were met in all", url, total.pilot.title)


def _logs(user: Any, total: EngagementTotal) -> bool:
    return total.pilot is not None and can_log_progress(user, total.pilot)


def _people(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.people_shown = shown(scope.user, row.people)
    return rows


ENGAGEMENT_TOTALS = ProgrammeFile(
    "engagement_totals",
    "How many were met in all, as a source says it; not to be added to engagement.csv",
    lambda scope: of_programme_or_pilots(scope, EngagementTotal),
    (
        text("total", "Its number; it stays the same", "pk"),
        OF_PROGRAMME,
        *figure("people", "How many people", lambda row: row.people_shown, "people"),
        text("teams", "How many teams", values="teams"),
        text("departments", "How many departments", values="departments"),
        day("as_of", "The date that it is of"),
        source(),
    ),
    _people,
    order=200,
)


def _owes(promise: ActionItem, email: str) -> bool:
    return promise.owner is not None and email in reached_by([promise.owner])


REGISTRATIONS = (
    PROMISED,
    *Totals.registrations(),
    ToldByAddress(kind="promise", still=_owes),
    HasErrorReports(
        model=Engagement,
        pages=("engagement",),
        keys=("pilot__slug", "number"),
        reads=("pilot",),
        of=("pilot",),
    ),
    RecordMenuItem(
        page="pilot_engagement",
        label="Visits and meetings",
        says="Who met whom, and what was promised there",
        of="pilot",
        order=10,
        counts=lambda counted: str(counted["engagement"]),
    ),
    RecordMenuItem(
        page="engagement_add",
        label="Record a meeting or a visit",
        says="Who the pilot met, and what was promised",
        of="pilot",
        order=20,
        words="add log",
        permission=can_record_meeting,
        adds=True,
    ),
    RecordMenuItem(
        page="visit_plan",
        label="Plan a visit",
        says="Tell the people concerned, check for other visits and prepare",
        of="pilot",
        order=21,
        words="add visit plan",
        permission=can_record_meeting,
        adds=True,
    ),
    RecordMenuItem(
        page="place_visit_plan",
        label="Plan a visit",
        says="To the place, over one of its pilots or none",
        of="place",
        order=21,
        words="add visit plan",
        permission=can_visit_place,
        adds=True,
    ),
    MenuItem(
        page="visits",
        label="Visits",
        says="Planned and past visits, with what was promised",
        theme=Theme.PEOPLE,
        order=40,
        words="visit meeting ministers officials plan pack",
        permission=signed_in,
        within="requests",
        yours=visits_or_is_visited,
    ),
    MenuItem(
        page="promises",
        label="Promises",
        says="What was promised at meetings and visits, who is responsible, and what happened",
        theme=Theme.PEOPLE,
        order=45,
        words="promise action actions to do agreed late",
        permission=signed_in,
        within="requests",
    ),
    MANY_PROMISES,
    HasAttachments(
        model=Engagement,
        permission=can_change_meeting,
        with_title=lambda rows: rows.select_related("pilot", "place").prefetch_related(*PLACED),
        pilot="pilot",
        order=20,
    ),
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
        in_time=moves(Q(engagement__state="planned")),
    ),
    CitesSource(
        model=Engagement,
        key="meetings",
        noun="meeting or visit,meetings and visits",
        order=70,
        needs=NAMED,
    ),
    ENGAGEMENT,
    *CALENDAR,
    HistoryLabel(
        model=Engagement,
        with_record=True,
        noun="meeting or visit",
        named_by=("purpose", "place", "kind"),
    ),
    HistoryLabel(
        model=EngagementBody,
        named_by=(
            "organisation",
            "description",
        ),
    ),
    CitesSource(
        model=EngagementTotal,
        key="met",
        noun="total of people met,totals of people met",
        order=80,
        line=_met,
        needs=("programme", *NAMED),
    ),
    SourceKept(model=EngagementTotal, permission=_logs, reads=PLACED),
    ENGAGEMENT_TOTALS,
    WRITE_UP,
    SearchIndex(
        model=Engagement,
        label="meeting or visit",
        plural="meetings and visits",
        page="engagement",
        key=("pilot__slug", "number"),
        title="purpose",
        text=(),
        note=(DayInWords("On", "on", "on_precision"), "pilot__name", "place__name"),
        status="state",
        within={**OF_PILOT},
        made_up=made_up_rule(Engagement, "pilot"),
        rows=lambda: Engagement.objects.filter(pilot__isnull=False).order_by(),
        order=102,
    ),
    ASKED,
    Absent(model=Engagement, at=Whole.FILES, why="no format reads a log of meetings", to_come=True),
    Absent(
        model=EngagementTotal, at=Whole.FILES, why="no format reads a log of meetings", to_come=True
    ),
    *PAGES,
    HistoryLabel(model=EngagementTotal, noun="count of people met"),
)
