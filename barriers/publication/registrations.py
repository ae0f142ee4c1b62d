"""How publishing of barriers takes part in the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from access.visibility import Reader, reader_of
from barriers.barrier.calendar import about_barriers_of
from barriers.models import Barrier, NamedBody, Publication, PublicationStep, PublishingPause
from barriers.publication.in_calendar import CALENDAR
from barriers.publication.named import in_history, names_of, with_named
from barriers.publication.permissions import can_set_pauses
from interface.parts import MenuItem, Theme, signed_in
from interface.sections import Section, Task, Turn
from interface.words import capitalised, day_and_month
from records.absent import Absent, Whole
from records.addresses import address
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.related import Beside
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.requested import RequestKind, Rows, in_request_columns
from registry.waiting import TaskSections, Work, first_few

State = Publication.State


def _still_to_come(sides: Sides) -> Q:
    return Q(until__gte=sides.day, ended_on=None)


def _read(rows: Any) -> QuerySet[Any]:
    rows = rows.select_related("barrier__unlocker", "body").defer("barrier__search")
    return rows.prefetch_related(with_named()).order_by("reply_by", "id")


def _to_reply(work: Work) -> QuerySet[Any]:
    named: Any = Publication.objects.of_bodies(work.reader.organisations)
    return _read(named.filter(state=State.BODY))


def _kept(work: Work) -> QuerySet[Any]:
    rows: Any = Publication.objects.visible_to(work.user).kept_by(work.reader)
    return _read(rows.waiting())


def _section(
    work: Work, rows: Callable[[Work], QuerySet[Any]], whose: Turn, **said: Any
) -> Iterator[Section]:
    first, count = first_few(work, rows)
    if first:
        yield Section(
            items=[_task(publication, whose) for publication in first], count=count, **said
        )


def _task(publication: Publication, whose: Turn) -> Task:
    """``whose`` turn it is once a body is asked; before that its place is to agree."""
    title, names = publication.barrier.title, f"It names {names_of(publication)}"
    url, by = publication.get_absolute_url(), publication.reply_by
    if not by:
        return Task(title=f"Agree to publish: {title}", url=url, action="Decide", note=names)
    if whose is Turn.YOURS:
        return Task(
            title=f"Reply before it’s public: {title}", url=url, action="Reply", note=names, due=by
        )
    by_day = f"reply by {day_and_month(by, timezone.localdate())}"
    said = f"{capitalised(names_of(publication))}: {publication.get_state_display()}, {by_day}"
    return Task(title=title, url=url, note=said, turn=whose)


def _replies(reading: Reading) -> DatedQuery | None:
    """The days by which bodies that a barrier names reply, before it is public."""
    reader = reader_of(reading.user)
    if reader is None:
        return None
    rules = about_barriers_of(reading.calendar)
    named: Any = Publication.objects.visible_to(reading.user).filter(state=State.BODY)
    if reading.calendar.subject is None and reader.organisations:
        ours = Publication.objects.of_bodies(reader.organisations)
        rules = (*rules, Q(pk__in=ours.order_by().values("pk")))
    rows = named.filter(reading.window.on("reply_by", late=Q()))
    columns = ("reply_by", "updated_at", "barrier__title")
    return DatedQuery(
        parts=tuple(rows.filter(rule) for rule in rules),
        day=F("reply_by"),
        queryset=lambda: Publication.objects.select_related("barrier").only(*columns),
        entry=_reply,
        in_order=True,
    )


def _reply(row: Any, reading: Reading) -> Entry:
    return Entry(
        kind="replies",
        key=f"publication-{row.pk}",
        when=DateWithPrecision(row.reply_by),
        text=f"Reply before it is public: {row.barrier.title}",
        url=row.get_absolute_url(),
        changed=row.updated_at,
        is_late=row.reply_by < reading.today,
    )


def _waiting(work: Work) -> Iterator[Section]:
    """The first due first; nothing where none waits."""
    reader = work.reader
    if reader.organisations:
        yield from _section(
            work,
            _to_reply,
            Turn.YOURS,
            key="replies",
            title="To be public, naming your organisation",
            short="Replies to give",
            note="may be replied to",
            link="All that name you",
            url=f"{reverse('publications')}?whose=of-us",
        )
    if reader.edited_places or reader.led_programmes:
        yield from _section(
            work,
            _kept,
            Turn.OTHERS,
            key="publishing",
            title="Waiting to be made public",
            short="To be public",
            note="waiting for the place, a reply or the end of a pause",
            link="All of them",
            url=f"{reverse('publications')}?whose=ours&state=waiting",
        )


def _in_columns(rows: Any) -> Rows:
    said = {"title": F("barrier__title"), "of": F("body__name"), "since": F("sent_on")}
    return in_request_columns("replies", rows, due=F("reply_by"), **said)


def _of_us(user: Any, reader: Reader) -> Rows:
    """Those to which our bodies may reply, and those to which our places may agree."""
    named = Publication.objects.of_bodies(reader.organisations).filter(state=State.BODY)
    edited = Q(state=State.PLACE, barrier__reach_ids__overlap=sorted(reader.edited_places))
    ours = edited | Q(pk__in=named.order_by().values("pk"))
    return _in_columns(Publication.objects.visible_to(user).filter(ours))


def _to_us(user: Any, reader: Reader) -> Rows:
    rows = Publication.objects.visible_to(user).kept_by(reader)
    return _in_columns(rows.filter(state__in=Publication.ASKED))


REGISTRATIONS = (
    HistoryLabel(model=Publication, apart="its page tells each of its steps with its day"),
    HasErrorReports(
        model=Publication, pages=("publication",), reads=("barrier", "body"), of=("barrier",)
    ),
    MenuItem(
        page="publications",
        label="Barriers to be made public",
        says="Barriers that a place wants to publish, and replies from the bodies that they name",
        theme=Theme.BARRIERS,
        order=80,
        words="publish publication public reply",
        permission=signed_in,
        within="requests",
    ),
    MenuItem(
        page="publishing_pauses",
        label="Pauses in publishing",
        says="Times when nothing is published, such as before an election",
        theme=Theme.KEEPING,
        order=80,
        words="purdah election pre-election pause",
        permission=signed_in,
    ),
    MenuItem(
        page="publishing_pause_add",
        label="Pause publishing",
        says="A time when nothing is published",
        theme=Theme.KEEPING,
        order=180,
        words="purdah election new",
        permission=can_set_pauses,
        adds=True,
    ),
    PlaceRule(
        PublishingPause,
        "place",
        Does.MOVE,
        noun="pause in publishing,pauses in publishing",
        order=430,
        open=_still_to_come,
    ),
    BodyRule(
        Publication,
        "body",
        Does.MOVE,
        noun="barrier that is to be public,barriers that are to be public",
        record="barrier",
        order=230,
    ),
    BodyRule(PublicationStep, "body", Does.STAY, because="so it was said"),
    BodyRule(
        NamedBody,
        "body",
        Does.MOVE,
        noun="barrier whose words name it,barriers whose words name it",
        record="barrier",
        order=235,
        once=("barrier_id",),
    ),
    HistoryLabel(
        model=NamedBody,
        noun="organisation in its words",
        named_by=("words", "body"),
        sentences=in_history,
    ),
    TaskSections(sections=_waiting, order=120),
    CalendarEvents(
        key="replies",
        label="Replies and pauses in publishing",
        noun="Reply",
        dated=_replies,
        order=90,
    ),
    HistoryLabel(
        model=PublicationStep,
        apart="it is a step that its publication's page tells with its day",
        named_by=(
            "text",
            "kind",
        ),
    ),
    RequestKind(
        key="replies",
        label="Before publishing",
        one="Reply",
        page="publications",
        url=lambda key: address("publication", key),
        for_us=_of_us,
        by_us=_to_us,
        order=30,
    ),
    Beside(name="publications", of=Barrier, model=Publication, key="barrier"),
    Absent(
        model=Publication,
        at=Whole.FILES,
        why="it begins when somebody asks, and gives the body that is named time to reply",
    ),
    Absent(
        model=PublishingPause,
        at=Whole.FILES,
        why="it holds barriers back, so whoever begins one chooses where and for how long",
    ),
    *CALENDAR,
)
