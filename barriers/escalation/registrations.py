"""How escalations take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse

from access.subqueries import AmongAll
from access.visibility import Reader, reader_of
from accounts.answer_link import end_unsent
from accounts.notice.outbox import LeftUnsent
from accounts.notice.rights import ToldByAddress
from accounts.secret import SecretKind
from barriers.barrier.calendar import about_barriers_of
from barriers.escalation.list_views import WAITING_FOR_US
from barriers.escalation.models import asked_of, overdue
from barriers.escalation.on_agenda import ON_AGENDA
from barriers.escalation.packed import PACKED
from barriers.escalation.page_data import Step
from barriers.models import (
    AnswerLink,
    Barrier,
    BarrierPlace,
    Escalation,
    EscalationReply,
    EscalationRequest,
)
from interface.parts import MenuItem, Theme, signed_in
from interface.sections import Section, Task, Turn
from partnerships.models import Place
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.addresses import address
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, moves
from records.related import Beside
from records.unlinked import Unlinked
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading
from registry.record_day import RecordDay
from registry.reported import HasErrorReports
from registry.requested import RequestKind, Rows, in_request_columns
from registry.search import BODY, PILOT, PLACE, SearchIndex
from registry.waiting import HandOverItem, TaskSections, Work, first_few


def _unanswered(work: Work) -> QuerySet[Any]:
    rows = Escalation.objects.asked_of(work.reader.organisations).open()
    return rows.for_rows().order_by("answer_by", "id")


def _asked_of_us(work: Work) -> Section:
    """Escalations that wait for these bodies to answer, the first due first."""
    today = work.today
    first, count = first_few(work, _unanswered)
    return Section(
        key="escalated",
        title="Escalated to your organisation",
        short="Escalated to you",
        items=[_task(escalation, today, Turn.YOURS) for escalation in first],
        count=count,
        note="waiting for an answer",
        url=WAITING_FOR_US,
        link="Everything waiting for you",
    )


def _calling(work: Work) -> QuerySet[Any]:
    reader = work.reader
    where = Q(programme__in=sorted(reader.led_programmes))
    if reader.edited_places:
        where |= Q(reach_ids__overlap=sorted(reader.edited_places))
    theirs = Barrier.objects.filter(where).order_by().values("pk")
    ours = Q(created_by=reader.user_id) | Q(AmongAll("barrier_id", theirs))
    calls = overdue(work.today) | Q(state__in=Escalation.ANSWERS, helped="")
    # Which call is asked first: of those few it costs little to ask who sees them
    calling = Escalation.objects.filter(ours, calls).order_by().values("pk")
    rows = Escalation.objects.visible_to(work.user).filter(AmongAll("pk", calling))
    return rows.for_rows().order_by("answer_by", "id")


def _asked_by_us(work: Work) -> Section:
    """Escalations of this user's places and programmes that are overdue, and answers of
    which nobody has said yet whether they helped."""
    today = work.today
    first, count = first_few(work, _calling)
    return Section(
        key="escalations",
        title="Your escalations",
        short="Escalations to look at",
        items=[_task(escalation, today, Turn.OTHERS) for escalation in first],
        count=count,
        note="overdue, or answered but nobody has said whether it helped",
        url=reverse("escalations"),
        link="All escalations",
    )


def _to_escalate(work: Work) -> QuerySet[Any]:
    rows = EscalationRequest.objects.visible_to(work.user).waiting().for_editor(work.reader)
    rows = rows.select_related("created_by", "barrier").defer("barrier__search")
    links = BarrierPlace.objects.filter(barrier=OuterRef("barrier")).order_by("-is_lead", "id")
    rows = rows.annotate(place_names=ArraySubquery(links.values("place__name")))
    return rows.order_by("at", "id")


def _requested(work: Work) -> Section | None:
    """Barriers that somebody asks this user to escalate, the longest waiting first."""
    first, count = first_few(work, _to_escalate)
    if not first:
        return None
    return Section(
        key="escalate",
        title="Barriers to escalate",
        short="To escalate",
        items=[
            Task(
                title=f"Escalate, or say why not: {request.barrier.title}",
                url=request.barrier.get_absolute_url() + "#asked",
                action="Decide",
                note=_asked_by(request),
            )
            for request in first
        ],
        count=count,
        note="asked for by those who work on them",
    )


def _task(escalation: Escalation, today: dt.date, whose: Turn) -> Task:
    """``whose`` turn it is while it waits; an answer is for those who asked to judge."""
    step = Step(escalation, today)
    waits = escalation.ended_on is None
    places = ", ".join(link.place.name for link in escalation.barrier.place_links.all())
    title, url, note = escalation.barrier.title, escalation.get_absolute_url(), str(escalation.to)
    if not waits:
        note = f"{note}. {step.state}"
        return Task(title=f"Say whether it helped: {title}", url=url, action="Say", note=note)
    due = escalation.answer_by
    if whose is Turn.OTHERS:
        return Task(title=title, url=url, note=f"{note}. {step.state}", due=due, turn=whose)
    note = f"{note}. {places}"
    return Task(title=f"Answer: {title}", url=url, action="Answer", note=note, due=due)


def _asked_by(request: EscalationRequest) -> str:
    by = f"Asked by {request.created_by.full_name}" if request.created_by else ""
    return ". ".join(part for part in (by, ", ".join(request.place_names)) if part)


def _waiting(work: Work) -> Iterator[Section]:
    """What is escalated to this user's bodies; and what they escalated themselves, if anything
    calls."""
    reader = work.reader
    if reader.organisations:
        yield _asked_of_us(work)
    if reader.edited_places or reader.led_programmes:
        own = _asked_by_us(work)
        if own.items:
            yield own
        if requested := _requested(work):
            yield requested


def _of(calendar: Calendar) -> Iterator[Q]:
    """Which escalations a calendar is of: those about its barriers; in one's own also what one's
    bodies are asked."""
    yield from about_barriers_of(calendar)
    reader = reader_of(calendar.user)
    if calendar.subject is None and reader:
        yield asked_of(reader.organisations)


def _unheard(reading: Reading) -> tuple[QuerySet[Any], ...] | None:
    """Those of which no body has said yet that they arrived."""
    if reader_of(reading.user) is None:
        return None
    sent = Escalation.objects.visible_to(reading.user).filter(state=Escalation.State.SENT)
    return tuple(sent.filter(rule) for rule in _of(reading.calendar))


ACKNOWLEDGE = RecordDay(
    key="acknowledgements",
    rows=_unheard,
    day="acknowledge_by",
    text=lambda one: f"Acknowledgement due: {one.barrier.title}",
    about=lambda one: str(one.to),
    queryset=lambda: Escalation.objects.select_related("barrier", "to").only(
        "acknowledge_by", "updated_at", "barrier__title", "to__name"
    ),
    to_do=True,
    in_order=True,
)


def _due(reading: Reading) -> DatedQuery | None:
    """The days by which bodies answer, while they have not."""
    if reader_of(reading.user) is None:
        return None
    open_now = Escalation.objects.visible_to(reading.user).open()
    rows = open_now.filter(reading.window.on("answer_by", late=Q()))
    columns = ("answer_by", "updated_at", "barrier__title", "to__name")
    return DatedQuery(
        parts=tuple(rows.filter(rule) for rule in _of(reading.calendar)),
        day=F("answer_by"),
        queryset=lambda: Escalation.objects.select_related("barrier", "to").only(*columns),
        entry=_answer,
        # Of a place, and of who works at one, many; of a programme or a pilot few of all
        in_order=reading.calendar.subject is None or isinstance(reading.calendar.subject, Place),
    )


def _answer(row: Any, reading: Reading) -> Entry:
    return Entry(
        kind="answers",
        key=f"escalation-{row.pk}",
        when=DateWithPrecision(row.answer_by),
        text=f"Answer due: {row.barrier.title}",
        url=row.get_absolute_url(),
        changed=row.updated_at,
        about=str(row.to),
        is_late=row.answer_by < reading.today,
    )


def _owed(work: Work, posts: list[int], user: Any) -> QuerySet[Escalation]:
    """Escalations that wait for these bodies to answer."""
    seen = Escalation.objects.visible_to(user).order_by().values("pk")
    return Escalation.objects.asked_of(work.reader.organisations).open().filter(pk__in=seen)


def _waiting_list(work: Work) -> str:
    return f"{reverse('escalations')}?state=waiting"


def _opens(link: AnswerLink, email: str) -> bool:
    return link.email == email and not link.why_closed


def _in_columns(rows: Any) -> Rows:
    said = {"title": F("barrier__title"), "of": F("to__name"), "since": F("sent_on")}
    return in_request_columns("escalations", rows, due=F("answer_by"), **said)


def _to_us(user: Any, reader: Reader) -> Rows:
    seen = Escalation.objects.visible_to(user)
    return _in_columns(seen.asked_of(reader.organisations).open())


def _by_us(user: Any, reader: Reader) -> Rows:
    ours = Q(created_by=reader.user_id)
    ours |= Q(barrier__programme__in=sorted(reader.led_programmes))
    ours |= Q(barrier__reach_ids__overlap=sorted(reader.contributed_places))
    return _in_columns(Escalation.objects.visible_to(user).filter(ours).open())


REGISTRATIONS = (
    SecretKind(
        noun="link to answer,links to answer",
        kept_in=("barriers.AnswerLink.token_hash",),
        addresses=("answer_by_link",),
        order=80,
        stays="it is of whoever is asked, and lives until the matter is closed (decision 119); "
        "whoever escalates there sees it and can end it",
    ),
    LeftUnsent(end=partial(end_unsent, AnswerLink)),
    ON_AGENDA,
    PACKED,
    ToldByAddress(kind=AnswerLink.LETTER, still=_opens),
    HasErrorReports(
        model=Escalation, pages=("escalation",), reads=("barrier", "to"), of=("barrier",)
    ),
    MenuItem(
        page="escalations",
        label="Escalations",
        says="Barriers that were escalated to a body that could change them, and its answers",
        theme=Theme.BARRIERS,
        order=30,
        words="escalate ask asks unlock answer reply",
        permission=signed_in,
        within="requests",
    ),
    MenuItem(
        page="escalation_rates",
        label="How escalations are answered",
        says="Which organisations answer, and how many answers came in time",
        theme=Theme.BARRIERS,
        order=40,
        words="escalation rates reply times",
        permission=signed_in,
        within="requests",
    ),
    BodyRule(
        Escalation,
        "to",
        Does.MOVE,
        noun="escalation",
        record="barrier",
        order=210,
        once=("barrier_id", "(CASE WHEN row.ended_on IS NULL THEN 0 ELSE row.id END)"),
        twins_stay=True,
        in_time=moves(Q(state__in=Escalation.OPEN)),
    ),
    BodyRule(EscalationReply, "passed_to", Does.STAY, because="so it was said"),
    TaskSections(sections=_waiting, order=110),
    CalendarEvents(key="answers", label="Answers due", noun="Escalation", dated=_due, order=80),
    ACKNOWLEDGE.events(noun="Escalation", order=201, within="answers"),
    HandOverItem(label="Escalations to answer", rows=_owed, url=_waiting_list, order=20),
    HistoryLabel(
        model=EscalationReply,
        apart="the escalation's page tells each of its steps with its day",
        named_by=(
            "text",
            "kind",
        ),
    ),
    HistoryLabel(model=EscalationRequest, named_by=("outcome",), noun="request to escalate"),
    HistoryLabel(
        model=Escalation,
        labels={"ask": "What they are asked to do"},
        apart="the escalation's page tells each of its answers with its day",
    ),
    SearchIndex(
        model=Escalation,
        label="escalation",
        page="escalation",
        key=("pk",),
        title="ask",
        text=(),
        note=("barrier__title", "to__name"),
        within={PLACE: "barrier__reach_ids", PILOT: "barrier__pilot_id", BODY: "to_id"},
        made_up=made_up_rule(Escalation, "barrier"),
        weight=-0.2,
        order=35,
    ),
    RequestKind(
        key="escalations",
        label="Escalations",
        one="Escalation",
        page="escalations",
        url=lambda key: address("escalation", key),
        for_us=_to_us,
        by_us=_by_us,
        order=10,
    ),
    Beside(name="escalations", of=Barrier, model=Escalation, key="barrier"),
    Beside(name="escalation_requests", of=Barrier, model=EscalationRequest, key="barrier"),
    Absent(
        model=AnswerLink,
        at=Whole.FILES,
        why="it is a secret that is made for one letter",
    ),
    *(
        Absent(
            model=one,
            at=Whole.FILES,
            why="it is done at one barrier on a day of its own, and others are told of it then",
        )
        for one in (Escalation, EscalationRequest)
    ),
    Unlinked(
        pages=("answer_by_link",),
        why="the letter to who is asked has the link",
    ),
    Absent(
        model=Escalation,
        at=Whole.CALENDAR,
        fields=("first_due",),
        why="it is as it was first given: the calendar tells the day as it is now",
    ),
    Absent(
        model=EscalationReply,
        at=Whole.CALENDAR,
        fields=("new_day",),
        why="it became the day by which the body answers, which the calendar tells",
    ),
)
