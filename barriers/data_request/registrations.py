"""How requests for data take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from access.visibility import Reader
from barriers.barrier.permissions import can_log_barriers
from barriers.data_request.models.data_request import REFERENCE
from barriers.data_request.permissions import can_keep
from barriers.models import (
    AdviceBody,
    AdviceSession,
    Barrier,
    DataRequest,
    DataRequestBarrier,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
)
from interface import words
from interface.parts import MenuItem, Theme, signed_in
from interface.sections import Section, Task
from partnerships.models import Organisation
from partnerships.organisation.asks import IDS, AskKind, Scope, in_ask_columns
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.addresses import address
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.related import Beside
from records.resting import CitesSource, Line
from registry.attached import HasAttachments
from registry.reported import HasErrorReports
from registry.requested import RequestKind, Rows, in_request_columns
from registry.search import BODY, PILOT, PLACE, PROGRAMME, Pair, SearchIndex
from registry.waiting import TaskSections, Work, first_few


def _open_data_request(sides: Sides) -> Q:
    """Not turned down nor withdrawn: what was agreed is still to come or in use."""
    return ~Q(request__status__in=DataRequest.ENDED)


def _in_use(sides: Sides) -> Q:
    return ~Q(status__in=DataRequest.ENDED)


def _advice(session: AdviceSession) -> Line:
    about = session.request or session.barrier
    return Line(str(session), about.get_absolute_url() if about else "", str(about))


def _since(request: DataRequest) -> str:
    return f"Asked {request.asked}" if request.asked else "Asked on a day that is not known"


def _asked_of_bodies(work: Work) -> QuerySet[Any]:
    """Officers of the body that is asked read it whatever its level."""
    bodies = Organisation.objects.of_bodies(work.reader.organisations).order_by().values("pk")
    waiting = DataRequest.objects.waiting().filter(asked_of__in=bodies)
    longest_first = (F("asked_on").asc(nulls_last=True), "id")
    return waiting.for_rows().order_by(*longest_first)


def _waiting(work: Work) -> Iterator[Section]:
    """The longest waiting first; nothing where none waits."""
    if not work.reader.organisations:
        return
    rows, count = first_few(work, _asked_of_bodies)
    if rows:
        yield Section(
            key="data",
            title="Data that your organisation is asked for",
            short="Requests for data",
            items=[
                Task(
                    title=f"Answer the request for data: {row.dataset}",
                    url=row.get_absolute_url(),
                    action="Answer",
                    note=words.list_words(link.place.name for link in row.place_links.all()),
                    reason=_since(row),
                )
                for row in rows
            ],
            count=count,
            note="not answered yet",
            url=f"{reverse('data_requests')}?status=waiting",
            link="All that are waiting",
        )


def _in_columns(rows: Any) -> Rows:
    said = {"title": F("dataset"), "of": F("asked_of__name"), "known_to": F("asked_on_precision")}
    return in_request_columns("data", rows, since=F("asked_on"), **said)


def _of_us(user: Any, reader: Reader) -> Rows:
    bodies = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
    rows = DataRequest.objects.visible_to(user).waiting()
    return _in_columns(rows.filter(asked_of__in=bodies))


def _by_us(user: Any, reader: Reader) -> Rows:
    ours = Q(created_by=reader.user_id) | Q(reach_ids__overlap=sorted(reader.contributed_places))
    return _in_columns(DataRequest.objects.visible_to(user).waiting().filter(ours))


def _asked(scope: Scope) -> Iterator[QuerySet[Any]]:
    """Of a council that governs the place, on the day when it was asked."""
    if scope.place is None:
        return
    rows = DataRequest.objects.visible_to(scope.user)
    rows = rows.filter(asked_of__in=scope.councils, asked_on__isnull=False)
    yield in_ask_columns(
        "data",
        rows.exclude(status=DataRequest.Status.WITHDRAWN),
        day=F("asked_on"),
        place=Cast(Value(scope.place.pk), BigIntegerField()),
        askers=Cast(Value([], output_field=IDS), IDS),
        title=F("dataset"),
        key=F("pk"),
        open=Case(When(status__in=DataRequest.WAITING, then=True), default=False),
    )


def _url(key: str) -> str:
    return address("data_request", REFERENCE.of(int(key)))


REGISTRATIONS = (
    HasErrorReports(model=DataRequest, pages=("data_request",)),
    MenuItem(
        page="data_requests",
        label="Data requests",
        says="Requests from places for data that another organisation holds",
        theme=Theme.BARRIERS,
        order=90,
        words="data sharing access",
        permission=signed_in,
        within="requests",
    ),
    MenuItem(
        page="data_request_tracker",
        label="Tracker of data requests",
        says="How far each data request has come",
        theme=Theme.BARRIERS,
        order=95,
        words="data sharing progress",
        permission=signed_in,
        within="requests",
    ),
    MenuItem(
        page="data_request_log",
        label="Log a data request",
        says="Data that your place needs from another body",
        theme=Theme.BARRIERS,
        order=120,
        words="add new data sharing",
        permission=can_log_barriers,
        adds=True,
    ),
    HasAttachments(
        model=DataRequest,
        permission=can_keep,
        with_title=lambda rows: rows.prefetch_related("place_links__place"),
        pilot="pilot",
        order=60,
    ),
    PlaceRule(
        DataRequestPlace,
        "place",
        Does.MOVE,
        noun="request for data,requests for data",
        record="request",
        order=210,
        open=_open_data_request,
        once=("request_id",),
        first="row.is_lead",
        copied={"is_lead": False},
    ),
    BodyRule(
        DataRequest,
        "holder",
        Does.MOVE,
        noun="request for its data,requests for its data",
        order=270,
        in_time=InTime(Does.MOVE, _in_use),
    ),
    BodyRule(
        DataRequest,
        "asked_of",
        Does.MOVE,
        noun="request for data that it was asked,requests for data that it was asked",
        order=280,
        in_time=InTime(Does.MOVE, _in_use),
    ),
    BodyRule(
        DataRequestParty,
        "organisation",
        Does.MOVE,
        noun="part in a request for data,parts in requests for data",
        record="request",
        order=290,
        once=("request_id",),
        in_time=InTime(Does.MOVE, _open_data_request),
    ),
    BodyRule(
        AdviceBody,
        "organisation",
        Does.MOVE,
        noun="advice that it gave,pieces of advice that it gave",
        record="session",
        order=300,
        once=("session_id",),
    ),
    CitesSource(
        model=DataRequest, key="data", noun="request for data,requests for data", order=230
    ),
    CitesSource(
        model=AdviceSession,
        key="advice",
        noun="piece of advice about data,pieces of advice about data",
        order=240,
        line=_advice,
        needs=("request", "barrier"),
    ),
    TaskSections(sections=_waiting, order=140),
    HistoryLabel(model=AdviceSession, noun="advice", named_by=("said",)),
    HistoryLabel(model=DataRequestBarrier, noun="barrier", named_by=("removes",)),
    HistoryLabel(
        model=DataRequestParty,
        noun="party",
        named_by=(
            "organisation",
            "description",
        ),
    ),
    HistoryLabel(model=DataRequestPlace, noun="place"),
    HistoryLabel(
        model=DataRequestStep,
        noun="step",
        named_by=(
            "after",
            "said",
        ),
    ),
    HistoryLabel(model=DataRequest, labels={"people": "What difference it makes to people"}),
    SearchIndex(
        model=DataRequest,
        label="data request",
        page="data_request",
        reference=DataRequest.objects.all().reference,
        title="dataset",
        text=("purpose", "people", "reply"),
        note=("holder__name", "purpose"),
        status="status",
        within={
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            PILOT: "pilot_id",
            BODY: Pair("holder_id", "asked_of_id"),
        },
        made_up=made_up_rule(DataRequest),
        weight=0.2,
        order=32,
    ),
    RequestKind(
        key="data",
        label="Data requests",
        one="Data",
        page="data_requests",
        url=_url,
        for_us=_of_us,
        by_us=_by_us,
        order=20,
    ),
    AskKind(
        key="data",
        noun="request for data,requests for data",
        url=_url,
        rows=_asked,
        order=50,
    ),
    Beside(name="advice", of=Barrier, model=AdviceSession, key="barrier"),
    Beside(name="data_requests", of=Barrier, model=DataRequestBarrier, key="removes"),
    Absent(
        model=DataRequest,
        at=Whole.FILES,
        why="no format reads a log of requests for data",
        to_come=True,
    ),
    HistoryLabel(model=AdviceBody, noun="organisation that gives advice"),
)
