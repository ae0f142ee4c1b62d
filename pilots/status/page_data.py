"""The life of a pilot: its steps, phases and changes, what became of its targets, what goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from pilots.indicator.measures import Measure, of_pilot
from pilots.models import (
    Indicator,
    IndicatorPlan,
    Legacy,
    Phase,
    Pilot,
    PlanChange,
    StatusChange,
    TargetOutcome,
)
from pilots.pilot import permissions
from pilots.status.actions import ENDS, moves
from pilots.status.checklist import CheckList, checklist
from records.dates import DateWithPrecision
from records.figures import Qualifier

Outcome = TargetOutcome.Outcome
MOST = 100


@dataclass(frozen=True, slots=True)
class Became:
    """A target with what was said to have become of it."""

    name: str
    url: str
    planned: str
    outcome: str
    note: str


def with_target(user: Any, pilot: Pilot) -> list[Measure]:
    """The figures of a pilot that have a target in force, as this reader sees them."""
    all_measures = of_pilot(user, pilot, in_full=False)
    return [
        measure
        for measure in all_measures
        if measure.plan is not None and measure.plan.target.known
    ][:MOST]


def suggested(measure: Measure) -> str:
    """What became of a target as the figures have it; "" where that is for a person to say.

    Only where plan and actual count the same thing, both are known, and no condition stands
    between them.
    """
    plan, latest = measure.plan, measure.latest
    if plan is None or latest is None or not measure.same or measure.indicator.condition:
        return ""
    target, value = plan.target, latest.value
    if not (target.known and value.known) or target.unit != value.unit:
        return ""
    if value.high is not None or value.qualifier != Qualifier.EXACTLY:
        return ""
    return _compared(measure.indicator.direction, target.low, value.low)


def _compared(direction: str, target: Decimal | None, value: Decimal | None) -> str:
    if target is None or value is None or direction != Indicator.Direction.UP:
        return ""
    if value >= target:
        return Outcome.REACHED
    return Outcome.PARTLY if value > 0 else Outcome.NOT_REACHED


def became(pilot: Pilot) -> list[Became]:
    """What was said of the targets of a pilot, in the order of its figures."""
    rows = TargetOutcome.objects.filter(plan__indicator__pilot=pilot)
    outcomes = rows.select_related("plan__indicator").order_by("plan__indicator__number", "id")
    return [_row(pilot, outcome) for outcome in outcomes[:MOST]]


def _row(pilot: Pilot, outcome: TargetOutcome) -> Became:
    plan: IndicatorPlan = outcome.plan
    return Became(
        name=plan.indicator.name,
        url=reverse("indicator", args=[pilot.slug, plan.indicator.number]),
        planned=str(plan.target),
        outcome=str(outcome.get_outcome_display()).capitalize(),
        note=outcome.note,
    )


UNDATED = dt.date.min


@dataclass(frozen=True, slots=True)
class Event:
    """A point on the line, as the timeline shows it."""

    when: str
    text: str
    todo: bool = False
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class May:
    """What the reader may do here."""

    log: bool
    edit: bool
    move: bool
    close: bool


@dataclass(frozen=True)
class Grown:
    """A pilot that grew out of this one."""

    pilot: Pilot

    @property
    def dates(self) -> str:
        """From when to when it runs, as far as known."""
        start = DateWithPrecision.of(self.pilot, "start")
        end = DateWithPrecision.of(self.pilot, "end")
        if start and end:
            return f"{start} to {end}"
        return f"from {start}" if start else f"to {end}" if end else ""


@dataclass(frozen=True)
class PilotCourse:
    """All that the page shows, as this reader sees it."""

    permissions: May
    since: StatusChange | None
    phases: list[Phase]
    events: list[Event]
    checklist: CheckList | None
    became: list[Became]
    legacy: list[Legacy]
    children: list[Grown]
    is_starting: bool
    has_ended: bool


def build(user: Any, pilot: Pilot, today: dt.date) -> PilotCourse:
    """The course of a pilot that the caller has loaded for this reader."""
    steps = list(pilot.status_changes.order_by("on", "id"))
    phases = sorted(pilot.phases.select_related("paid_by", "source"), key=_first_day)
    changes = list(pilot.changes.all())
    has_ended = pilot.status in ENDS
    children = Pilot.objects.visible_to(user).filter(parent=pilot)
    return PilotCourse(
        permissions=_may(user, pilot),
        since=steps[-1] if steps and steps[-1].after == pilot.status else None,
        phases=phases,
        events=_events(steps, phases, changes, today),
        checklist=checklist(user, pilot) if user.is_authenticated else None,
        became=became(pilot),
        legacy=list(pilot.legacy.for_rows(user)),
        children=[Grown(child) for child in children.with_places().order_by("sort_key", "id")],
        is_starting=pilot.status in Pilot.NEVER_RAN,
        has_ended=has_ended,
    )


def _first_day(phase: Phase) -> dt.date:
    """The earliest that is known of a phase; sources often tell only its end."""
    days = (phase.start, phase.planned_start, phase.end, phase.planned_end)
    return next((day for day in days if day), dt.date.max)


def _may(user: Any, pilot: Pilot) -> May:
    edit = permissions.can_edit_pilot(user, pilot)
    reopens = pilot.status in ENDS
    return May(
        log=permissions.can_log_progress(user, pilot),
        edit=edit,
        move=edit
        and bool(moves(pilot.status))
        and (not reopens or permissions.can_reopen_pilot(user, pilot)),
        close=not reopens and permissions.can_close_pilot(user, pilot),
    )


def _events(
    steps: list[StatusChange], phases: list[Phase], changes: list[PlanChange], today: dt.date
) -> list[Event]:
    """Everything with its day, the oldest first; what has no day stands first.

    A phase that begins or ends with a step is told by that step alone.
    """
    change_days = {step.on for step in steps}
    events = [(step.on, 1, _of_step(step)) for step in steps]
    events += [
        (
            change.on or UNDATED,
            2,
            Event(_when(change, "on"), f"The plan changed to: {change.after}"),
        )
        for change in changes
    ]
    for phase in phases:
        events += _of_phase(phase, today, change_days)
    return [event for _, _, event in sorted(events, key=lambda row: row[:2])]


def _of_step(step: StatusChange) -> Event:
    state = str(step.get_after_display()).capitalize()
    reopens = step.before in ENDS and step.after not in ENDS
    text = f"{state}{' again' if reopens else ''}"
    return Event(str(step.day), f"{text}: {step.why}" if step.why else text)


def _of_phase(
    phase: Phase, today: dt.date, change_days: set[dt.date]
) -> list[tuple[dt.date, int, Event]]:
    name = str(phase.get_kind_display()).capitalize()
    events = []
    begun, ended = DateWithPrecision.of(phase, "start"), DateWithPrecision.of(phase, "end")
    if begun and begun.first not in change_days:
        events.append((begun.first, 0, Event(str(begun), f"{name} began")))
    elif phase.planned_start and not begun:
        text = f"{name} is planned to begin"
        todo = phase.planned_start > today and ended is None
        if todo:
            events.append(
                (phase.planned_start, 0, Event(_when(phase, "planned_start"), text, todo))
            )
    if ended and not {ended.last, ended.last + dt.timedelta(days=1)} & change_days:
        events.append((ended.last, 0, Event(str(ended), f"{name} ended")))
    elif phase.planned_end and not ended:
        text = f"{name} is planned to end" if phase.planned_end >= today else f"{name} was to end"
        event = Event(_when(phase, "planned_end"), text, phase.planned_end >= today)
        events.append((phase.planned_end, 0, event))
    return events


def _when(record: Any, name: str) -> str:
    return str(DateWithPrecision.of(record, name) or "Day not known")
