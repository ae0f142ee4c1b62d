"""How barriers take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from access.subqueries import of_many
from access.visibility import Reader
from barriers.barrier.columns import AS_THEY_STAND
from barriers.barrier.followed import NEWS
from barriers.barrier.models.querysets import REFERENCE
from barriers.barrier.permissions import can_record_check
from barriers.barrier.promised import PROMISES
from barriers.models import ActionTried, Barrier, BarrierPlace, BarrierSubType, Category, Check
from interface import words
from interface.columns import Column
from interface.sections import Section, Task
from partnerships.organisation.permissions import bodies_of, works_at
from partnerships.place.examples import made_up_rule
from pilots.models import Pilot
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides, moves
from records.resting import CitesSource, HasNotes, Line, SourceKept
from registry.attached import HasAttachments
from registry.commented import HasComments
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    day,
    field_columns,
    figure,
    source,
    text,
    yes_no,
)
from registry.reported import HasErrorReports
from registry.search import BODY, PILOT, PLACE, PROGRAMME, Called, SearchIndex, key_of
from registry.waiting import (
    Change,
    Changed,
    TaskSections,
    Work,
    changed_records,
    first_few,
    waiting_since,
)

MOST_PLACES = 3


def _open_barrier(sides: Sides) -> Q:
    return ~Q(barrier__status__in=Barrier.ENDED)


def _tried(action: ActionTried) -> Line:
    return Line(action.what, action.barrier.get_absolute_url(), str(action.barrier))


def _checks(user: Any, check: Check) -> bool:
    return can_record_check(user, check.barrier)


def barriers_of(scope: Scope) -> QuerySet[Barrier]:
    """Barriers of the programme or of its pilots that the reader sees."""
    return Barrier.objects.visible_to(scope.user).filter(scope.own)


def _barriers(scope: Scope) -> QuerySet[Any]:
    return (
        barriers_of(scope)
        .select_related("category", "unlocker", "source")
        .defer("search")
        .prefetch_related(
            "place_links__place",
            "sub_type_links__sub_type",
            Prefetch("pilot", Pilot.objects.visible_to(scope.user)),
        )
    )


def _barrier() -> Column:
    return text("barrier", "The barrier: its reference in barriers.csv", "barrier.reference")


def _of_barriers(scope: Scope, model: Any) -> QuerySet[Any]:
    seen = barriers_of(scope).order_by().values("pk")
    rows = model.objects.visible_to(scope.user).filter(barrier__in=seen)
    return rows.select_related("barrier", "source")


def _could_unlock(reader: Reader) -> Q:
    """Barriers that this reader's organisations, or teams within them, could unlock."""
    return Q(unlocker__in=bodies_of(reader).values("pk"))


def _unowned(work: Work) -> QuerySet[Any]:
    reader = work.reader
    scope = Q(team__in=sorted(reader.teams)) | Q(programme__in=sorted(reader.led_programmes))
    if places := reader.contributed_places | reader.connected_places:
        scope |= Q(reach_ids__overlap=sorted(places))
    waiting = Barrier.objects.visible_to(work.user).needing_owner().filter(scope)
    longest_first = Coalesce("logged_on", TruncDate("logged_at"))
    return waiting.for_rows().order_by(longest_first, "id")


def _without_owner(work: Work) -> Section:
    """Barriers that nobody is named to unlock, where this user works."""
    reader, today, where = work.reader, work.today, work.where
    rows, count = first_few(work, _unowned, of_many)
    return Section(
        key="owners",
        title="Barriers that need an owner",
        short="Barriers without an owner",
        items=[
            Task(
                title=f"Find an owner: {barrier.title}",
                url=barrier.get_absolute_url(),
                action="Find",
                note=_about(barrier),
                reason=waiting_since(DateWithPrecision.of(barrier, "logged_on"), today),
            )
            for barrier in rows
        ],
        count=count,
        note="at the places where you work",
        url=f"{reverse('barriers')}?status=needs-owner&{where}" if where else "",
        link="See as a list",
        is_to_know=not (reader.led_programmes or reader.connected_places),
    )


def _unlockable(work: Work) -> QuerySet[Any]:
    seen = Barrier.objects.visible_to(work.user).open_or_not_known()
    return seen.filter(_could_unlock(work.reader)).for_rows().order_by("logged_at", "id")


def _to_unlock(work: Work) -> Section:
    """Barriers that this user's organisations, or teams within them, could unlock: open ones, and
    those of which nobody says how they stand."""
    rows, count = first_few(work, _unlockable)
    return Section(
        key="unlock",
        title="Barriers that your organisation could unlock",
        short="Barriers you could unlock",
        items=[
            Task(
                title=barrier.title,
                url=barrier.get_absolute_url(),
                note=_about(barrier),
                status=words.capitalised(barrier.get_status_display()),
            )
            for barrier in rows
        ],
        count=count,
        note="those that are open, and those whose status is not known",
        is_to_know=True,
    )


def _about(barrier: Barrier) -> str:
    category = barrier.category.name if barrier.category else "Not sure yet what kind"
    places = [link.place.name for link in barrier.place_links.all()]
    return ". ".join([category, ", ".join(places)] if places else [category])


def _of_bodies(work: Work) -> Iterator[Section]:
    if work.reader.organisations:
        yield _to_unlock(work)


def _ownerless(work: Work) -> Iterator[Section]:
    reader = work.reader
    if work.logs or reader.led_programmes or reader.connected_places:
        yield _without_owner(work)


def _changes(work: Work, since: dt.datetime) -> Iterable[Change]:
    rows = Barrier.objects.visible_to(work.user).filter(
        works_at(work.reader) | _could_unlock(work.reader)
    )
    return changed_records("Barrier", rows, since)


LEADING_PLACE = Subquery(
    BarrierPlace.objects.filter(barrier=OuterRef("pk")).order_by("id").values("place__name")[:1]
)
BARRIERS = ProgrammeFile(
    "barriers",
    "Something that gets in the way of a pilot or of the programme",
    _barriers,
    (
        text("barrier", "Its reference; it stays the same", "reference"),
        text("pilot", "The pilot: its key", "pilot.slug", blank="none, or not one that you see"),
        text("title", "What cannot be done"),
        *field_columns(
            Barrier,
            AS_THEY_STAND,
            ask="nothing is said",
            resolution="not resolved, or not known",
        ),
        Column(
            "places",
            "Places affected: keys in addresses, the place that leads first",
            value=lambda row: "; ".join(link.place.slug for link in row.place_links.all()),
        ),
        text("kind", "What kind of barrier", "category.name", blank="nobody is sure yet"),
        Column(
            "finer_kinds",
            "The sub-types that it was given",
            value=lambda row: "; ".join(str(link.sub_type) for link in row.sub_type_links.all()),
            blank="none",
        ),
        choice("nature", "Whether there really is a rule, for kinds that claim one", Barrier),
        choice("status", "Status", Barrier),
        *figure("cost", "What it costs", lambda row: row.cost, "pounds"),
        text("unlocker", "Who could change this", "unlocker.name", blank="nobody is named"),
        day("logged_on", "When it was first raised"),
        text("ended_on", "When it was closed", values="date", blank="not closed, or not known"),
        choice("visibility", "Who can see it", Barrier),
        source(),
        address(),
    ),
    order=380,
)
TRIED = ProgrammeFile(
    "barriers_tried",
    "Something that was tried against a barrier, whatever came of it",
    lambda scope: _of_barriers(scope, ActionTried),
    (
        text("tried", "Its number; it stays the same", "pk"),
        _barrier(),
        text("what", "What was tried"),
        text("by", "Who tried it"),
        day("on", "When"),
        choice("outcome", "What came of it", ActionTried),
        text("result", "The same in words"),
        source(),
    ),
    order=390,
)
CHECKS = ProgrammeFile(
    "barriers_checked",
    "A check of whether there really is a rule",
    lambda scope: _of_barriers(scope, Check),
    (
        text("check", "Its number; it stays the same", "pk"),
        _barrier(),
        yes_no("claim", "Whether it is what the logger believed, and no check", "is_claim"),
        text("what", "What was checked", blank="nothing: it is what the logger believed"),
        choice("verdict", "What came of it", Check),
        text("checked_by", "Who checked"),
        day("on", "When"),
        source(),
    ),
    order=400,
)


def _check_title(check: Check) -> str:
    day = DateWithPrecision.of(check, "on")
    when = f" of {day}" if day else ""
    return f"{'First view' if check.is_claim else 'Check'}{when}: {check.barrier.title}"


def _title(barrier: Barrier) -> str:
    return f"{barrier.reference}: {barrier.title}"


REGISTRATIONS = (
    NEWS,
    HistoryLabel(model=Category, apart="administrators read of it on the page of all changes"),
    HistoryLabel(model=ActionTried, public=True),
    PROMISES,
    HasErrorReports(model=Barrier, pages=("barrier",), title=_title, called="title"),
    HasAttachments(
        model=Check,
        permission=lambda user, check: can_record_check(user, check.barrier),
        title=_check_title,
        url=lambda check: f"{check.barrier.get_absolute_url()}#nature",
        with_title=lambda rows: rows.select_related("barrier").prefetch_related(
            "barrier__place_links__place"
        ),
        pilot="barrier__pilot",
        order=50,
    ),
    HasComments(model=Barrier, title=_title, order=30),
    PlaceRule(
        BarrierPlace,
        "place",
        Does.MOVE,
        noun="barrier",
        record="barrier",
        order=200,
        open=_open_barrier,
        once=("barrier_id",),
        first="row.is_lead",
        copied={"is_lead": False},
    ),
    BodyRule(
        Barrier,
        "unlocker",
        Does.MOVE,
        noun="barrier that it could unlock,barriers that it could unlock",
        order=200,
        in_time=moves(~Q(status__in=Barrier.ENDED)),
    ),
    CitesSource(model=Barrier, key="barriers", noun="barrier", order=200),
    CitesSource(
        model=ActionTried,
        key="tried",
        noun="action tried,actions tried",
        order=210,
        line=_tried,
        needs=("barrier",),
    ),
    SourceKept(model=Check, permission=_checks, reads=("barrier__place_links__place",)),
    BARRIERS,
    TRIED,
    CHECKS,
    TaskSections(sections=_of_bodies, order=150),
    TaskSections(sections=_ownerless, order=170),
    Changed(changes=_changes, order=30),
    HistoryLabel(model=BarrierPlace, noun="place"),
    HistoryLabel(model=BarrierSubType, noun="sub-type", named_by=("sub_type",)),
    HistoryLabel(model=Check, public=True, named_by=("what", "verdict")),
    HistoryLabel(model=Barrier, silent=("logged_at",)),
    HasNotes(model=Barrier),
    HasNotes(model=Category),
    SearchIndex(
        model=Barrier,
        label="barrier",
        page="barrier",
        reference=REFERENCE,
        title="title",
        text=("because", "people", "ask"),
        note=(LEADING_PLACE, "because"),
        status="status",
        within={
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            PILOT: "pilot_id",
            BODY: "unlocker_id",
        },
        made_up=made_up_rule(Barrier),
        weight=0.5,
        order=30,
    ),
    SearchIndex(
        model=ActionTried,
        label="what was tried",
        plural="what was tried",
        page="barrier",
        title="what",
        text=("result", "by"),
        note=("barrier__title",),
        within={PLACE: "barrier__reach_ids", PILOT: "barrier__pilot_id"},
        made_up=made_up_rule(ActionTried, "barrier"),
        weight=-0.2,
        order=33,
        key_of=key_of(Called(REFERENCE.letter, "barrier_id")),
    ),
    SearchIndex(
        model=Check,
        label="check of a rule",
        plural="checks of rules",
        page="barrier",
        title="what",
        text=("checked_by",),
        note=("barrier__title",),
        within={PLACE: "barrier__reach_ids", PILOT: "barrier__pilot_id"},
        made_up=made_up_rule(Check, "barrier"),
        weight=-0.2,
        order=34,
        key_of=key_of(Called(REFERENCE.letter, "barrier_id")),
    ),
    SearchIndex(
        model=Category,
        label="kind of barrier",
        plural="kinds of barriers",
        page="practice_kind",
        key=("key",),
        title="name",
        names=key_of("short_name"),
        text=("definition", "hint"),
        note=("definition",),
        order=36,
    ),
    Absent(model=Check, at=Whole.FILES, why="somebody judges one barrier that they read"),
)
