"""How pilots take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from access.subqueries import first_of
from access.visibility import Reader
from interface import words
from interface.parts import MenuItem, Theme
from interface.sections import SHOWN, Section, Task
from partnerships.organisation.permissions import works_at
from partnerships.place.examples import made_up_rule
from pilots.models import Pilot, PilotPlace, PilotTopic
from pilots.pilot.columns import COLUMNS, FACTS
from pilots.pilot.filters import PilotFilter
from pilots.pilot.permissions import can_log_progress, has_updates_due, joined_by
from pilots.pilot.succession import pilots_at_risk, to_secure
from records.differences import HistoryLabel
from records.merging import Does, PlaceRule, Sides
from records.resting import CitesSource, HasNotes
from registry.commented import HasComments
from registry.followed import FollowedNews, RecordsChanged
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    from_list,
    pilot,
    source,
    text,
)
from registry.promised import HasPromises
from registry.reported import HasErrorReports
from registry.saved_lists import SavedList
from registry.search import (
    BODY,
    PILOT,
    PLACE,
    PROGRAMME,
    TOPIC,
    SearchIndex,
    through,
)
from registry.waiting import Change, Changed, TaskSections, Work, changed_records


def _open_pilot(sides: Sides) -> Q:
    return Q(pilot__status__in=Pilot.OPEN)


def _pilots(scope: Scope) -> QuerySet[Any]:
    topics = PilotTopic.objects.select_related("topic")
    return scope.pilots.select_related("source").prefetch_related(
        Prefetch("parent", Pilot.objects.visible_to(scope.user)), Prefetch("topic_links", topics)
    )


def _joined_pilots(user: Any, reader: Reader) -> Section:
    """Pilots in which this user's organisations, or teams within them, take part."""
    seen = Pilot.objects.visible_to(user).filter(joined_by(reader))
    return _section(
        seen,
        key="joined",
        title="Pilots that your organisation takes part in",
        short="Pilots you take part in",
    )


def _programme_pilots(user: Any, reader: Reader, where: str) -> Section:
    """Pilots of the programmes that this user evaluates; ``where`` is that of one alone."""
    seen = Pilot.objects.visible_to(user).filter(programme__in=sorted(reader.programmes))
    return _section(
        seen,
        key="pilots",
        title="Pilots of your programme",
        short="Pilots of your programme",
        url=f"{reverse('pilots')}?{where}" if where else "",
        link="See as a list",
    )


def _section(seen: Any, **said: Any) -> Section:
    rows, count = first_of(seen.with_lead(), SHOWN)
    return Section(
        items=[
            Task(
                title=pilot.title,
                url=pilot.get_absolute_url(),
                note=pilot.known_lead or "",
                status=words.capitalised(pilot.get_status_display()),
            )
            for pilot in rows
        ],
        count=count,
        is_to_know=True,
        **said,
    )


def _waiting(work: Work) -> Iterator[Section]:
    reader = work.reader
    if reader.organisations:
        yield _joined_pilots(work.user, reader)
    if reader.programmes - reader.led_programmes:
        yield _programme_pilots(work.user, reader, work.where)


def _changes(work: Work, since: dt.datetime) -> Iterable[Change]:
    rows = Pilot.objects.visible_to(work.user).filter(
        works_at(work.reader) | joined_by(work.reader)
    )
    return changed_records("Pilot", rows.with_lead(), since)


PILOTS = ProgrammeFile(
    "pilots",
    "A pilot of the programme",
    _pilots,
    (
        text("pilot", "Its key in addresses and in the other files; it stays the same", "slug"),
        text("name", "Its name"),
        choice("status", "How it stands; failed and stopped ones are kept", Pilot),
        *from_list(COLUMNS, "summary", "challenge", *(fact.name for fact in FACTS), "topics"),
        text("start", "When it began", values="date"),
        text("end", "When it ended or is to end", values="date"),
        *from_list(COLUMNS, "dates_note"),
        text(
            "parent",
            "The pilot out of which it grew: its key",
            "parent.slug",
            blank="none, or not one that you can see",
        ),
        choice("rhythm", "How often it reports", Pilot, blank="no rhythm is agreed"),
        choice("visibility", "Who can see it", Pilot),
        text("recorded_at", "When it was recorded", "created_at", "time in the UK"),
        source(),
        address(),
    ),
    order=20,
)
PILOT_PLACES = ProgrammeFile(
    "pilot_places",
    "A place of a pilot and its part in it",
    lambda scope: PilotPlace.objects.filter(pilot__in=scope.ids).select_related("pilot", "place"),
    (
        pilot(),
        text("place", "The place: its key in places.csv", "place.slug"),
        text("place_name", "Its name today", "place.name"),
        choice("role", "Its part in the pilot", PilotPlace),
    ),
    order=30,
)


def _filtered(request: Any) -> PilotFilter:
    seen = Pilot.objects.visible_to(request.user).with_lead()
    return PilotFilter(request.GET, seen, request=request, with_due=has_updates_due(request.user))


LEAD_NAME = Subquery(
    PilotPlace.objects.filter(pilot=OuterRef("pk"), role="lead").values("place__name")[:1]
)
PILOT_TITLE = Case(
    When(name="", then=Concat(Value("Pilot in "), LEAD_NAME)),
    default="name",
    output_field=TextField(),
)


def _called(pilot: Pilot) -> str:
    return f"pilot: {pilot.title}, {pilot.get_status_display()}"


REGISTRATIONS = (
    HasPromises(
        model=Pilot,
        kept_by=can_log_progress,
        label=lambda pilot: str(pilot.title),
        where=lambda pilot: pilot.lead_place,
        place=lambda pilot: pilot.lead_place,
        rows=lambda rows: rows.prefetch_related("place_links__place"),
        made_up=lambda: made_up_rule(Pilot),
        at=lambda place: Q(reach_ids__contains=[place.pk]),
    ),
    HasErrorReports(
        model=Pilot,
        called="name",
        pages=(
            *("pilot", "pilot_about", "pilot_barriers", "pilot_calendar"),
            "pilot_history",
        ),
        keys=("slug",),
        title=attrgetter("title"),
    ),
    MenuItem(
        page="pilots",
        on_topic="Pilots",
        label="Pilots",
        says="What is being tried, where and by whom, with figures, milestones and risks",
        theme=Theme.PILOTS,
        order=10,
        words="projects trials initiatives milestones risks timeline theory of change",
    ),
    PlaceRule(
        PilotPlace,
        "place",
        Does.MOVE,
        noun="pilot",
        record="pilot",
        order=180,
        open=_open_pilot,
        once=("pilot_id",),
        first="row.role = 'lead'",
        copied={"role": "district_partner"},
    ),
    CitesSource(model=Pilot, key="pilots", noun="pilot", order=10, needs=("place_links__place",)),
    PILOTS,
    PILOT_PLACES,
    SavedList(
        key="pilots",
        label="Pilots",
        noun="pilot",
        address="pilots",
        filtered=_filtered,
        called=attrgetter("title"),
        order=10,
    ),
    HasComments(model=Pilot, title=attrgetter("title"), stand_apart=True, order=10),
    TaskSections(sections=_waiting, order=160),
    Changed(changes=_changes, order=10),
    TaskSections(sections=pilots_at_risk, order=180),
    TaskSections(sections=to_secure, order=190),
    HistoryLabel(model=PilotPlace, noun="place"),
    HistoryLabel(model=PilotTopic, noun="topic"),
    HistoryLabel(
        model=Pilot,
        labels={
            "update_due": "Next update due",
            "rhythm": "How often it reports",
            "key_post": "Key job role",
            "parent": "The pilot out of which it grew",
        },
    ),
    HasNotes(model=Pilot),
    SearchIndex(
        model=Pilot,
        label="pilot",
        page="pilot",
        key=("slug",),
        title=PILOT_TITLE,
        text=("summary", "challenge", "target_group"),
        note=(LEAD_NAME, "summary"),
        status="status",
        within={
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            TOPIC: through(PilotTopic, "topic", of="pilot"),
            BODY: through(Pilot, "partners__organisation"),
        },
        is_named=PILOT,
        made_up=made_up_rule(Pilot),
        weight=0.6,
        order=20,
    ),
    FollowedNews(
        read=RecordsChanged(
            rows=Pilot.objects.with_places,
            said=(
                *("visibility", "name", "summary", "challenge", "target_group", "status"),
                *("start", "end"),
            ),
            words=_called,
        ),
        order=10,
    ),
)
