"""How the life of a pilot takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from interface.columns import Column
from interface.parts import RecordMenuItem
from partnerships.place.examples import made_up_rule
from pilots.indicator.codebook import key_of
from pilots.models import Legacy, Phase, Pilot, StartStep, StatusChange, TargetOutcome
from pilots.pilot.permissions import can_edit_pilot
from pilots.status.in_calendar import CALENDAR
from pilots.status.views import Legacies, Phases
from pilots.subjects import NAMED, OF_PILOT, kept_by_pilot, of_pilot
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, moves
from records.resting import CitesSource
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    choice,
    day,
    of_pilots,
    pilot,
    source,
    text,
)
from registry.search import SearchIndex


def _outcomes(scope: Scope) -> QuerySet[Any]:
    rows = TargetOutcome.objects.visible_to(scope.user)
    own = rows.filter(plan__indicator__pilot__in=scope.ids)
    return own.select_related("plan__indicator__pilot")


def _legacy(scope: Scope) -> QuerySet[Any]:
    seen = Prefetch("child", Pilot.objects.visible_to(scope.user))
    rows = of_pilots(scope, Legacy).select_related("pilot", "funder", "source")
    return rows.prefetch_related(seen)


STATUS_CHANGES = ProgrammeFile(
    "status_changes",
    "A step in the life of a pilot, from one status to the next",
    lambda scope: of_pilots(scope, StatusChange),
    (
        text("step", "Its number; it stays the same", "pk"),
        pilot(),
        choice("before", "How it stood before", StatusChange),
        choice("after", "How it stood from then on", StatusChange),
        day("on", "When"),
        text("why", "Why"),
        text(
            "no_lessons_because",
            "Why the pilot was closed without a lesson",
            blank="it was not, or nothing is said",
        ),
    ),
    order=210,
)
PHASES = ProgrammeFile(
    "phases",
    "A stretch of the life of a pilot: set-up, delivery, an extension, following it up",
    lambda scope: of_pilots(scope, Phase).select_related("pilot", "paid_by", "source"),
    (
        text("phase", "Its number; it stays the same", "pk"),
        pilot(),
        choice("kind", "What kind of stretch", Phase),
        day("planned_start", "When it was to begin"),
        day("planned_end", "When it was to end"),
        day("start", "When it began"),
        day("end", "When it ended"),
        text("paid_by", "Who pays", "payer"),
        text("amount", "How much, as it was said", "amount_said"),
        text("note", "Anything else to add", blank="nothing"),
        source(),
    ),
    order=220,
)
OUTCOMES = ProgrammeFile(
    "target_outcomes",
    "What became of a target by the time that its pilot ended",
    _outcomes,
    (
        text("plan", "The plan: its number in plans.csv", "plan_id"),
        Column(
            "indicator",
            "The indicator: its key in indicators.csv",
            value=lambda row: key_of(row.plan.indicator),
        ),
        choice("outcome", "What became of it", TargetOutcome),
        text("note", "What is to be said of it", blank="nothing"),
    ),
    order=240,
)
LEGACY = ProgrammeFile(
    "legacy",
    "Something that goes on after a pilot, or went on for a time",
    _legacy,
    (
        text("legacy", "Its number; it stays the same", "pk"),
        pilot(),
        text("what", "What it is"),
        text("paid_by", "Who funds it"),
        choice("state", "Whether it goes on", Legacy),
        day("until", "Until when"),
        text("became", "The pilot that it became: its key", "child.slug", blank="none you can see"),
        source(),
    ),
    order=260,
)


REGISTRATIONS = (
    RecordMenuItem(
        page="pilot_life",
        label="Life of the pilot",
        says="From its start to its end, its phases and what stays",
        of="pilot",
        order=40,
    ),
    *Phases.registrations(),
    *Legacies.registrations(),
    BodyRule(
        Phase,
        "paid_by",
        Does.MOVE,
        noun="phase that it pays for,phases that it pays for",
        order=430,
    ),
    BodyRule(
        Legacy,
        "funder",
        Does.MOVE,
        noun="thing that it funds,things that it funds",
        order=440,
        in_time=moves(Q(state="goes_on")),
    ),
    CitesSource(model=Phase, key="phases", noun="phase", order=130, line=of_pilot, needs=NAMED),
    CitesSource(
        model=Legacy,
        key="legacy",
        noun="thing that goes on,things that go on",
        order=140,
        line=of_pilot,
        needs=NAMED,
    ),
    kept_by_pilot(Phase, can_edit_pilot),
    kept_by_pilot(Legacy, can_edit_pilot),
    STATUS_CHANGES,
    PHASES,
    OUTCOMES,
    LEGACY,
    HistoryLabel(model=StartStep, noun="step of the start-up checklist", named_by=("step",)),
    HistoryLabel(
        model=StatusChange,
        public=True,
        named_by=("after",),
        labels={"no_lessons_because": "Why no lesson is recorded"},
    ),
    HistoryLabel(
        model=Phase,
        public=True,
        named_by=("kind",),
        labels={
            "paid_by": "Who pays",
            "paid_by_said": "Who pays, in words",
            "amount_said": "How much",
        },
    ),
    HistoryLabel(
        model=Legacy,
        public=True,
        labels={
            "funder": "Who funds it",
            "funder_said": "Who funds it, in words",
            "child": "The pilot that it became",
        },
    ),
    SearchIndex(
        model=Legacy,
        label="what stayed",
        plural="what stayed",
        page="pilot_life",
        key=("pilot__slug",),
        title="what",
        text=("funder_said",),
        note=("pilot__name",),
        within={**OF_PILOT},
        made_up=made_up_rule(Legacy, "pilot"),
        weight=-0.2,
        order=114,
    ),
    SearchIndex(
        model=StatusChange,
        label="change of status",
        plural="changes of status",
        page="pilot_life",
        key=("pilot__slug",),
        title="why",
        text=(),
        note=("pilot__name",),
        within={**OF_PILOT},
        made_up=made_up_rule(StatusChange, "pilot"),
        weight=-0.2,
        order=115,
        rows=lambda: StatusChange.objects.exclude(why="").order_by(),
    ),
    *(
        Absent(
            model=one,
            at=Whole.FILES,
            why="it tells what became of a plan that is in the record, and why",
        )
        for one in (Legacy, StatusChange)
    ),
    Absent(
        model=Phase,
        at=Whole.FILES,
        why="no format reads a plan of phases",
        to_come=True,
    ),
    *CALENDAR,
    HistoryLabel(model=TargetOutcome, noun="what became of a target", named_by=("outcome",)),
)
