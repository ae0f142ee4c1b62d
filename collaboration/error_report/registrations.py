"""How reports of errors take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, TruncDate

from access.kept import kept
from access.visibility import Reader
from accounts.notice.rights import RecordAbove, ToldByAddress
from collaboration.models import ErrorReport
from interface.paging import BoundedCount
from interface.parts import MenuItem, Theme
from interface.sections import Section, Task
from interface.words import waited
from people.review.responsible import is_open, reached_by
from records.absent import Absent, Whole
from records.addresses import address
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.subjects import registered
from registry.record_above import record_above
from registry.reported import HasErrorReports
from registry.requested import RequestKind, Rows, in_request_columns
from registry.waiting import Row, TaskQuery, Work, in_columns, shortened

NOUN = "report of an error,reports of errors"


def _not_answered(sides: Sides) -> Q:
    return Q(answered_at=None)


@kept
def _kinds(user: Any) -> QuerySet[Any]:
    return ErrorReport.objects.at_desk_of(user).open().kinds()


def _waiting(work: Work, *kinds: int) -> QuerySet[Any]:
    rows = ErrorReport.objects.at_desk_of(work.user).of_seen(work.user, kinds).open()
    sent = TruncDate("created_at")
    named = Coalesce("place__name", "organisation__name", "post__title", _name(), Value(""))
    return in_columns("wrong", rows, key="pk", what="what", of=named, day=sent)


def _asked_first(work: Work) -> tuple[int, ...]:
    """Of which kinds there are reports: only those are looked at for whether they may be seen."""
    return tuple(sorted(_kinds(work.user)))


def _name() -> Case:
    """What a record of another kind is called, read with the report."""
    return Case(
        *(
            When(
                subject_type__app_label=one.model._meta.app_label,
                subject_type__model=one.kind,
                then=Subquery(
                    one.model._default_manager.filter(pk=OuterRef("subject_id"))
                    .order_by()
                    .values(one.called)[:1]
                ),
            )
            for one in registered(HasErrorReports)
            if one.called
        ),
        output_field=TextField(),
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="wrong",
        title="Something is wrong on a page that you look after",
        short="Reported as wrong",
        items=[
            Task(
                title=f"Check what may be wrong: {shortened(what)}",
                url=address("error_report", key),
                action="Check",
                note=of,
                reason=waited(day, today),
            )
            for _, key, what, of, _, day in rows
        ],
        count=count,
        note="correct it, or say why it is right",
    )


def _keeps(report: ErrorReport, email: str) -> bool:
    """Whether it lies with a job role that this address reaches, about what everybody may read."""
    post = report.desk_post
    return post is not None and email in reached_by([post]) and is_open(report.record)


def _reports(rows: Any) -> Rows:
    since = TruncDate("created_at")
    return in_request_columns("errors", rows, title=F("what"), since=since)


def _to_us(user: Any, reader: Reader) -> Rows:
    return _reports(ErrorReport.objects.kept_by(user).open())


def _by_us(user: Any, reader: Reader) -> Rows:
    rows = ErrorReport.objects.visible_to(user).filter(created_by=reader.user_id)
    return _reports(rows.open())


REGISTRATIONS = (
    ToldByAddress(kind="error_report", still=_keeps),
    RecordAbove(record_above=record_above),
    MenuItem(
        page="error_reports",
        label="Reports that something is wrong",
        says="What people found wrong on pages that you look after, and what you reported",
        theme=Theme.KEEPING,
        order=11,
        words="error report mistake wrong corrections errors",
        permission=lambda user: user.is_authenticated,
        within="requests",
    ),
    HistoryLabel(model=ErrorReport, apart="it is read by those who see to it"),
    PlaceRule(ErrorReport, "place", Does.MOVE, noun=NOUN, order=330, open=_not_answered),
    PlaceRule(
        ErrorReport,
        "desk_place",
        Does.MOVE,
        noun="report of an error that its editors or connectors answer,"
        "reports of errors that its editors or connectors answer",
        order=331,
        open=_not_answered,
    ),
    PlaceRule(ErrorReport, "subject", Does.STAY, because="a place has a key of its own"),
    BodyRule(
        ErrorReport,
        "organisation",
        Does.MOVE,
        noun=NOUN,
        order=390,
        in_time=InTime(Does.MOVE, _not_answered),
    ),
    BodyRule(
        ErrorReport,
        "desk_organisation",
        Does.MOVE,
        noun="report of an error that its officers answer,"
        "reports of errors that its officers answer",
        order=391,
        in_time=InTime(Does.MOVE, _not_answered),
    ),
    BodyRule(ErrorReport, "subject", Does.STAY, because="a body has a key of its own"),
    TaskQuery(kind="wrong", rows=_waiting, section=_section, order=42, depends_on=_asked_first),
    RequestKind(
        key="errors",
        label="Mistakes reported",
        one="Mistake",
        page="error_reports",
        url=lambda key: address("error_report", key),
        for_us=_to_us,
        by_us=_by_us,
        order=60,
    ),
    Absent(
        model=ErrorReport,
        at=Whole.FILES,
        why="it is a message to those whom it concerns",
    ),
    Absent(
        model=ErrorReport,
        at=Whole.SEARCH,
        fields=("answer", "what"),
        why="a report is read by who reported it and who keeps the page, in their work",
    ),
)
