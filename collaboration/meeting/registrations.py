"""How meetings take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, TruncDate

from access.subqueries import UpTo
from access.visibility import Reader
from accounts.notice.rights import ToldByAddress
from collaboration.models import MeetingAsk, MeetingRequest
from interface.paging import BoundedCount
from interface.sections import Section, Task, Turn
from interface.words import count_words, waited
from people.models import JobRole
from people.review.responsible import reached_by
from records.absent import Absent, Whole
from records.addresses import address
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides, moves
from registry.attached import HasAttachments
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.requested import RequestKind, Rows, in_request_columns
from registry.waiting import Row, TaskQuery, Work, in_columns


def _still_asked(sides: Sides) -> Q:
    return Q(asks__answered_at=None)


def _asked_of(work: Work) -> QuerySet[Any]:
    """Requests that a team of this person has not answered."""
    mine = MeetingAsk.objects.answered_for_by(work.user).filter(state__in=MeetingAsk.WAITING)
    by = Coalesce("request__created_by__full_name", Value("Somebody"))
    names = Concat(by, Value(" asks "), "organisation__name")
    asked = TruncDate("created_at")
    return in_columns("meeting", mine, key="request_id", what="request__about", of=names, day=asked)


def _asked_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="meetings",
        title="Meetings that you are asked for",
        short="Meetings asked for",
        items=[
            Task(
                title=f"Agree a day to meet, or say why not: {MeetingRequest(about=about)}",
                url=address("meeting_request", key),
                action="Answer",
                note=names,
                reason=waited(day, today),
            )
            for _, key, about, names, _, day in rows
        ],
        count=count,
        note="agree a date or say why not now",
    )


def _own(work: Work) -> QuerySet[Any]:
    """Requests of one's own that a team has not answered."""
    teams = MeetingAsk.objects.filter(request=OuterRef("pk"))
    mine = MeetingRequest.objects.filter(created_by=work.user.pk).annotate(
        teams=UpTo(teams), silent=UpTo(teams.filter(state__in=MeetingAsk.WAITING))
    )
    return in_columns(
        "asked",
        mine.filter(silent__gt=0),
        key="pk",
        what="about",
        of="silent",
        state="teams",
        day=TruncDate("created_at"),
        order=("-created_at", "-pk"),
    )


def _own_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="asked",
        title="Meetings that you asked for",
        short="Your requests",
        items=[
            Task(
                title=str(MeetingRequest(about=about)),
                url=address("meeting_request", key),
                note=f"{int(teams) - int(silent)} of {count_words(int(teams), 'team')} answered",
                turn=Turn.OTHERS,
            )
            for _, key, about, silent, teams, _ in rows
        ],
        count=count,
        note="not every team has answered",
    )


def _agreed(reading: Reading) -> DatedQuery | None:
    """Days agreed, in the calendars of whoever asked and of who answers for the teams."""
    if reading.calendar.subject is not None or not reading.user.is_authenticated:
        return None
    agreed = MeetingAsk.objects.filter(reading.window.on("meets_on"), state=MeetingAsk.State.AGREED)
    columns = ("meets_on", "updated_at", "request__about", "organisation__name")
    return DatedQuery(
        parts=(
            agreed.filter(request__created_by=reading.user.pk),
            agreed.answered_for_by(reading.user),
        ),
        day=F("meets_on"),
        queryset=lambda: MeetingAsk.objects.select_related("request", "organisation").only(
            *columns
        ),
        entry=_meeting,
    )


def _meeting(ask: Any, reading: Reading) -> Entry:
    return Entry(
        kind="agreed",
        key=f"meeting-{ask.pk}",
        when=DateWithPrecision(ask.meets_on),
        text=f"Meeting: {ask.request}",
        url=ask.request.get_absolute_url(),
        changed=ask.updated_at,
        about=ask.organisation.name,
    )


def _may_attach(user: Any, request: MeetingRequest) -> bool:
    """Whoever asked and whoever answers: nobody else reads it."""
    return True


def _is_asked(request: MeetingRequest, email: str) -> bool:
    """Whether an email to this address reaches somebody who answers for a team that is asked."""
    teams = request.asks.values_list("organisation", flat=True)
    posts = JobRole.objects.open().speaking_for_their_body().filter(organisation__in=teams)
    return email in reached_by(posts)


def _waiting(rows: Any) -> Rows:
    said = {"title": F("request__about"), "of": F("organisation__name"), "key": F("request")}
    return in_request_columns("meetings", rows, since=TruncDate("created_at"), **said)


def _of_us(user: Any, reader: Reader) -> Rows:
    rows = MeetingAsk.objects.answered_for_by(user)
    return _waiting(rows.filter(state__in=MeetingAsk.WAITING))


def _by_us(user: Any, reader: Reader) -> Rows:
    own = {"request__created_by": reader.user_id, "state__in": MeetingAsk.WAITING}
    return _waiting(MeetingAsk.objects.filter(**own))


REGISTRATIONS = (
    HistoryLabel(
        model=MeetingRequest, apart="its page says who asked whom and when, and what each answered"
    ),
    HistoryLabel(
        model=MeetingAsk, apart="its request's page says who was asked, and what each answered"
    ),
    ToldByAddress(kind="meeting_asked", still=_is_asked),
    HasErrorReports(model=MeetingRequest, pages=("meeting_request",)),
    HasAttachments(model=MeetingRequest, permission=_may_attach, order=70),
    PlaceRule(
        MeetingRequest,
        "place",
        Does.MOVE,
        noun="request for a meeting,requests for a meeting",
        order=340,
        open=_still_asked,
    ),
    BodyRule(
        MeetingAsk,
        "organisation",
        Does.MOVE,
        noun="request for a meeting,requests for a meeting",
        record="request",
        order=400,
        once=("request_id",),
        in_time=moves(Q(answered_at=None)),
    ),
    CalendarEvents(
        key="agreed", label="Meetings agreed", noun="Agreed meeting", dated=_agreed, order=35
    ),
    TaskQuery(kind="meeting", rows=_asked_of, section=_asked_section, order=60),
    TaskQuery(kind="asked", rows=_own, section=_own_section, order=61),
    RequestKind(
        key="meetings",
        label="Meetings",
        one="Meeting",
        page="who_to_ask",
        url=lambda key: address("meeting_request", key),
        for_us=_of_us,
        by_us=_by_us,
        order=50,
    ),
    Absent(
        model=MeetingRequest,
        at=Whole.FILES,
        why="it is a message to those whom it concerns",
    ),
    Absent(
        model=MeetingRequest,
        at=Whole.SEARCH,
        fields=("about", "from_us", "suits"),
        why="a request is read by the two sides of it, in their work",
    ),
    Absent(
        model=MeetingAsk,
        at=Whole.SEARCH,
        fields=("answer",),
        why="a request is read by the two sides of it, in their work",
    ),
)
