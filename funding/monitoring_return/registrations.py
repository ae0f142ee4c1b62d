"""How returns take part in the whole: my work, calendars, merges, who says what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from funding.models import FundOwner, MonitoringReturn
from interface.paging import BoundedCount
from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in, signed_in_of
from interface.sections import Section, Task
from partnerships.models import Place, Programme
from partnerships.organisation.asks import AskKind, Scope, in_ask_columns
from partnerships.organisation.permissions import bodies_of
from pilots.models import Pilot
from records.absent import Absent, Whole
from records.addresses import address
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.switches import SwitchablePart
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.waiting import HandOverItem, Row, TaskQuery, Work, in_columns

AHEAD = dt.timedelta(days=30)
# One without a day is never the same as another
DAY = "coalesce(row.due::text, row.id::text)"
NAME = Coalesce("body__name", "place__name")


def _to_send(sides: Sides) -> Q:
    return Q(state=MonitoringReturn.State.DUE)


def _of(calendar: Calendar, rows: Any) -> Any:
    """The returns that a calendar is of."""
    match calendar.subject:
        case Place():
            return rows.in_place(calendar.subject)
        case Programme():
            return rows.filter(duty__fund__programme=calendar.subject)
    return rows.reported_by(calendar.user)


def _days(reading: Reading) -> DatedQuery | None:
    """When returns are due. What was not sent by then is late."""
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    seen = _of(reading.calendar, MonitoringReturn.objects.visible_to(reading.user))
    wanted = seen.filter(state__in=MonitoringReturn.WANTED)
    late = Q(state=MonitoringReturn.State.DUE)
    return DatedQuery(
        parts=(wanted.filter(reading.window.on("due", late)),),
        day=F("due"),
        queryset=lambda: MonitoringReturn.objects.select_related("duty__fund", "body", "place"),
        entry=_day,
    )


def _day(one: Any, reading: Reading) -> Entry:
    is_sent = one.state == MonitoringReturn.State.SENT
    return Entry(
        kind="returns",
        key=f"return-{one.pk}",
        when=DateWithPrecision(one.due),
        text=f"Return due: {one.duty.what}",
        url=one.get_absolute_url(),
        changed=one.updated_at,
        about=f"{one.reporter}, to {one.duty.fund.name}",
        is_done=is_sent,
        is_late=not is_sent and one.due < reading.today,
    )


def _waiting(work: Work) -> QuerySet[Any]:
    """Those that this reader must send: what is late, and what is due within 30 days."""
    rows = MonitoringReturn.objects.visible_to(work.user).reported_by(work.user).to_send()
    near = rows.filter(due__lte=work.today + AHEAD)
    of = Concat(NAME, Value(", to "), "duty__fund__name")
    return in_columns("return", near, key="pk", what="duty__what", of=of, day="due")


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    late = sum(day < today for *_, day in rows)
    return Section(
        key="returns",
        title="Returns to send",
        short="Returns to send",
        items=[_task(row) for row in rows],
        count=count,
        note=f"{late} {'is' if late == 1 else 'are'} late" if late else "none is late",
        url=f"{reverse('monitoring_returns')}?mine=on&state=due",
        link="All returns that you must send",
    )


def _task(row: Row) -> Task:
    _, key, what, of, _, due = row
    return Task(
        title=f"Send the return: {what}",
        url=address("monitoring_return", key),
        note=of,
        due=due,
        done_url=reverse("monitoring_return_done", args=[key]),
    )


def _owed(work: Work, posts: list[int], user: Any) -> QuerySet[MonitoringReturn]:
    """By what they hold, as far as who looks may see them."""
    mine = Q(body__in=bodies_of(work.reader).order_by().values("pk"))
    places = sorted(work.reader.contributed_places)
    mine |= Q(place__reach_up__ancestor__in=places) if places else Q()
    ids = MonitoringReturn.objects.filter(mine).order_by().values("pk")
    owed = MonitoringReturn.objects.visible_to(user).to_send().filter(pk__in=ids)
    return owed.select_related("duty")


def _told(one: MonitoringReturn) -> tuple[str, str]:
    return one.duty.what, f"due {one.due_words}" if one.due else "no day is known"


def _asked(scope: Scope) -> Iterator[QuerySet[Any]]:
    """On the day when they are due; what is not needed is not asked."""
    rows = MonitoringReturn.objects.visible_to(scope.user)
    rows = rows.filter(state__in=MonitoringReturn.WANTED)
    if scope.place is not None:
        rows = rows.in_place(scope.place)
    else:
        owned = FundOwner.objects.filter(organisation=scope.body, fund=OuterRef("duty__fund"))
        rows = rows.filter(Exists(owned))
    owners = FundOwner.objects.filter(fund=OuterRef("duty__fund")).order_by("id")
    took = Q(took_low__isnull=False)
    yield in_ask_columns(
        "return",
        rows,
        day=F("due"),
        place=F("place"),
        askers=ArraySubquery(owners.values("organisation")),
        title=F("duty__what"),
        about=F("duty__fund__name"),
        key=F("pk"),
        low=Coalesce("took_low", "hours_low"),
        high=Case(When(took, then=F("took_high")), default=F("hours_high")),
        qualifier=Case(When(took, then=F("took_qualifier")), default=F("hours_qualifier")),
        open=Case(When(state=MonitoringReturn.State.DUE, then=True), default=False),
    )


REGISTRATIONS = (
    SwitchablePart(
        key="returns",
        label="Returns",
        says="Reports to those who give money",
        below=(
            "funding/returns/",
            "places/<slug:slug>/returns/",
            "funding/duties/<int:pk>/returns/",
        ),
        order=70,
    ),
    HasErrorReports(
        model=MonitoringReturn,
        pages=("monitoring_return",),
        reads=("duty", "place", "body"),
        bodies=("body",),
    ),
    MenuItem(
        page="monitoring_returns",
        label="Returns",
        says="Who must report what and by when, how long it takes, and what was sent",
        theme=Theme.MONEY,
        order=18,
        words="monitoring returns reports due late burden funding grants claims",
        permission=signed_in,
        within="funding",
    ),
    RecordMenuItem(
        page="place_returns",
        within="place_asked",
        label="Returns and the figures asked for",
        says="What must be reported next, and which figures several funds ask for",
        of="place",
        order=62,
        words="monitoring returns reports indicators metrics burden",
        permission=signed_in_of,
        answer="Returns and figures asked of",
    ),
    PlaceRule(
        MonitoringReturn,
        "place",
        Does.MOVE,
        noun="return that it must send,returns that it must send",
        order=196,
        open=_to_send,
        twins_stay=True,
        once=("duty_id", DAY, "body_id", "flow_id"),
    ),
    BodyRule(
        MonitoringReturn,
        "body",
        Does.MOVE,
        noun="return that it must send,returns that it must send",
        order=196,
        open=_to_send,
        twins_stay=True,
        once=("duty_id", DAY, "place_id", "flow_id"),
        in_time=InTime(Does.MOVE, _to_send),
    ),
    CalendarEvents(key="returns", label="Returns due", noun="Return", dated=_days, order=58),
    TaskQuery(kind="return", rows=_waiting, section=_section, order=12),
    HandOverItem(
        label="Returns to send",
        rows=_owed,
        order=35,
        entry=_told,
    ),
    HistoryLabel(model=MonitoringReturn, noun="return", named_by=("due",)),
    AskKind(
        key="return",
        noun="return",
        url=lambda key: address("monitoring_return", key),
        rows=_asked,
        order=10,
    ),
    Absent(
        model=MonitoringReturn,
        at=Whole.FILES,
        why="no format reads a list of returns with what became of them",
        to_come=True,
    ),
)
