"""Where a pilot stands: the steps that it may take, and what each brings along.

One place for every change of status. A step is kept with its day and its reason, ends the phase
that ran and opens the next, and keeps the pilot's dates and the day of its next update right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.models import Organisation
from pilots.models import (
    IndicatorPlan,
    Legacy,
    Lesson,
    Phase,
    Pilot,
    StatusChange,
    TargetOutcome,
)
from pilots.pilot import permissions, schedule
from pilots.pilot.levels import refuse_level
from records.dates import DateWithPrecision, Precision

Status = Pilot.Status
ENDS = Pilot.ENDED
SET_UP = dt.timedelta(weeks=12)
NEXT: dict[str, tuple[Status, ...]] = {
    Status.PROPOSED: (Status.SETTING_UP, Status.LIVE, Status.STOPPED),
    Status.SETTING_UP: (Status.LIVE, Status.STOPPED),
    Status.LIVE: (Status.EXTENDED, Status.CLOSED, Status.STOPPED),
    Status.EXTENDED: (Status.EXTENDED, Status.CLOSED, Status.STOPPED),
    Status.CLOSED: (Status.LIVE,),
    Status.STOPPED: (Status.SETTING_UP, Status.LIVE),
}
OPENS = {
    Status.SETTING_UP: Phase.Kind.SET_UP,
    Status.LIVE: Phase.Kind.DELIVERY,
    Status.EXTENDED: Phase.Kind.EXTENSION,
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is agreed about the phase that a step opens: until when, who pays, how much."""

    until: DateWithPrecision | None = None
    paid_by: Organisation | None = None
    paid_by_said: str = ""
    amount_said: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a pilot ended: closed or stopped, when, why, what became of it and what goes on.

    ``targets`` are plans with what became of them and a note. ``follow_up`` is how often it is
    followed up, from ``update_due`` on; None for not at all. Lessons and legacy are not saved yet.
    """

    to: str
    on: DateWithPrecision
    why: str
    targets: Iterable[tuple[IndicatorPlan, str, str]] = ()
    lessons: Iterable[Lesson] = ()
    no_lessons_because: str = ""
    legacy: Iterable[Legacy] = ()
    follow_up: int | None = None
    update_due: dt.date | None = None


def moves(status: str) -> tuple[Status, ...]:
    """The steps that lead on from here, but for the end, which has a page of its own."""
    return tuple(status_after for status_after in NEXT[status] if status_after not in ENDS)


@transaction.atomic
def change_status(
    *,
    pilot: Pilot,
    to: str,
    on: DateWithPrecision,
    by: Any,
    why: str = "",
    ahead: Ahead | None = None,
) -> StatusChange:
    """Take a step. Raises PermissionDenied, and ValidationError at ``to``, ``on``, ``why``,
    ``until``; then nothing is changed.
    """
    locked = Pilot.objects.select_for_update().get(pk=pilot.pk)
    return _step(locked, to, on, by, why=why.strip(), ahead=ahead or Ahead())


@transaction.atomic
def close_pilot(*, pilot: Pilot, closing: Closing, by: Any) -> StatusChange:
    """Close or stop a pilot with all that is said of its end, or change nothing at all."""
    locked = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if closing.to not in ENDS:
        raise ValidationError({"to": "Say whether it closed or was stopped"})
    lessons = list(closing.lessons)
    publishes = permissions.can_publish_pilot(by, locked)
    for lesson in lessons:
        refuse_level(
            lesson.visibility, publishes=publishes, widest=locked.visibility, field="lessons_level"
        )
    if not (lessons or closing.no_lessons_because or locked.lessons.exists()):
        raise ValidationError({"no_lessons_because": "Add a lesson, or say why there is none yet"})
    step = _step(locked, closing.to, closing.on, by, why=closing.why.strip(), ahead=Ahead())
    step.no_lessons_because = "" if lessons else closing.no_lessons_because
    step.save(update_fields=["no_lessons_because"])
    for plan, outcome, note in closing.targets:
        values = {"outcome": outcome, "note": note}
        made = {**values, "created_by": by}
        TargetOutcome.objects.update_or_create(plan=plan, defaults=values, create_defaults=made)
    for record in (*lessons, *closing.legacy):
        record.pilot, record.created_by = locked, by
        record.save()
    if closing.follow_up:
        _follow_up(locked, closing, by)
    return step


def _step(
    pilot: Pilot, to: str, on: DateWithPrecision, by: Any, *, why: str, ahead: Ahead
) -> StatusChange:
    before = pilot.status
    _refuse(pilot, to, on, by, why=why, ahead=ahead)
    _phases(pilot, to, on, ahead, by)
    _dates(pilot, to, on, ahead)
    pilot.status = to
    _rhythm(pilot, to)
    pilot.save()
    return StatusChange.objects.create(
        pilot=pilot,
        before=before,
        after=to,
        on=on.first,
        on_precision=on.precision,
        why=why,
        created_by=by,
    )


def _refuse(
    pilot: Pilot, to: str, on: DateWithPrecision, by: Any, *, why: str, ahead: Ahead
) -> None:
    reopens = pilot.status in ENDS
    if not permissions.can_edit_pilot(by, pilot):
        raise PermissionDenied
    if reopens and not permissions.can_reopen_pilot(by, pilot):
        raise PermissionDenied
    if to in ENDS and not permissions.can_close_pilot(by, pilot):
        raise PermissionDenied
    if not why and (reopens or to in ENDS):
        raise ValidationError({"why": "Say why"})
    last = pilot.status_changes.order_by("-on", "-id").first()
    if problem := refusal(pilot, to, on, last=last):
        raise ValidationError(dict([problem]))
    if ahead.until is not None and ahead.until.last < on.first:
        raise ValidationError({"until": "This must be after the day on which it begins"})


def refusal(
    pilot: Pilot, to: str, on: DateWithPrecision, *, last: StatusChange | None
) -> tuple[str, str] | None:
    """Why it cannot take this step on this day, whoever takes it: which answer is wrong, and how.

    ``last`` is the last step that it took.
    """
    if to not in NEXT[pilot.status]:
        now, wanted = pilot.get_status_display(), Status(to).label
        return "to", f"It is {now} now, so it cannot become {wanted}"
    if on.first > timezone.localdate():
        return "on", "This date is in the future. Record it on or after that date"
    if last is not None and pilot.status == to and last.on == on.first:
        return "on", f"That it became {last} on {last.day} is recorded already"
    if last is not None and on.last < last.on:
        return "on", f"It became {last} on {last.day}. This cannot be earlier"
    return None


def _phases(pilot: Pilot, to: str, on: DateWithPrecision, ahead: Ahead, by: Any) -> None:
    """What ran ends; what is planned next begins, or is made, unless it was written down before."""
    kind = OPENS.get(Status(to))
    of_kind = pilot.phases.filter(kind=kind).order_by("id")
    begun = of_kind.filter(start=on.first).first() if kind else None
    ended = on.last if to in ENDS else _day_before(on)
    running = pilot.phases.filter(start__isnull=False, end=None)
    for running_phase in running.exclude(pk=begun.pk) if begun else running:
        running_phase.end, running_phase.end_precision = (
            max(ended, running_phase.start or ended),
            on.precision,
        )
        running_phase.save()
    if kind is None:
        return
    planned = begun or of_kind.filter(start=None, end=None).first()
    phase = planned or Phase(pilot=pilot, kind=kind, created_by=by)
    phase.start, phase.start_precision = on.first, on.precision
    until = ahead.until
    if until is None and to == Status.SETTING_UP and phase.planned_end is None:
        until = DateWithPrecision(on.first + SET_UP - dt.timedelta(days=1), on.precision)
    if until is not None:
        phase.planned_end, phase.planned_end_precision = until.last, until.precision
        if phase.planned_start is not None and phase.planned_start > until.last:
            # It begins long before it was planned to: the plan made now is the one that holds
            phase.planned_start, phase.planned_start_precision = on.first, on.precision
    if ahead.paid_by or ahead.paid_by_said:
        phase.paid_by, phase.paid_by_said = ahead.paid_by, ahead.paid_by_said
    phase.amount_said = ahead.amount_said or phase.amount_said
    phase.save()


def _day_before(on: DateWithPrecision) -> dt.date:
    return on.day - dt.timedelta(days=1) if on.precision == Precision.DAY else on.last


def _dates(pilot: Pilot, to: str, on: DateWithPrecision, ahead: Ahead) -> None:
    """The pilot's own dates, as its page and lists say them."""
    if to in ENDS:
        if pilot.start is not None and pilot.start > on.last:
            if pilot.status not in Pilot.NEVER_RAN:
                later = f"It started in {pilot.started}. Enter an end that is not before that"
                raise ValidationError({"on": later})
            pilot.start = None  # it was planned, and never came to it
        pilot.end, pilot.end_precision = on.last, on.precision
        return
    if to == Status.LIVE and (pilot.start is None or pilot.start > on.first):
        pilot.start, pilot.start_precision = on.first, on.precision
    if pilot.status in ENDS:
        pilot.end = None
    if ahead.until is not None and to != Status.SETTING_UP:
        pilot.end, pilot.end_precision = ahead.until.last, ahead.until.precision
    if pilot.end is not None and pilot.start is not None and pilot.end < pilot.start:
        pilot.end = None  # an end that was planned for before it began


def _rhythm(pilot: Pilot, to: str) -> None:
    """A pilot under way that has a rhythm owes updates; one that ended does not."""
    if to in ENDS:
        pilot.update_due = None
    elif pilot.rhythm and pilot.update_due is None:
        today = timezone.localdate()
        pilot.update_due = schedule.first_due(rhythm=pilot.rhythm, today=today)


def _follow_up(pilot: Pilot, closing: Closing, by: Any) -> None:
    """It is asked how things are from time to time, after the end."""
    every = int(closing.follow_up or 0)
    today = timezone.localdate()
    pilot.rhythm = every
    pilot.update_due = closing.update_due or schedule.first_due(rhythm=every, today=today)
    pilot.save(update_fields=["rhythm", "update_due"])
    on = closing.on
    Phase.objects.create(
        pilot=pilot,
        kind=Phase.Kind.FOLLOW_UP,
        start=on.last if on.last <= today else on.first,
        start_precision=on.precision,
        created_by=by,
    )


@transaction.atomic
def record_phase(*, by: Any, phase: Phase) -> Phase:
    """Add a phase or put one right: of one kind no two begin on the same day."""
    if not permissions.can_edit_pilot(by, phase.pilot):
        raise PermissionDenied
    pilot = Pilot.objects.select_for_update().get(pk=phase.pilot_id)
    for other in pilot.phases.filter(kind=phase.kind).exclude(pk=phase.pk):
        if _begins(other) == _begins(phase):
            raise ValidationError(
                {_at(phase): f"{_said(other)} is recorded already. Change that one"}
            )
    phase.save()
    return phase


def _begins(phase: Phase) -> Any:
    return phase.start or phase.planned_start


def _at(phase: Phase) -> str:
    """Where it says when it begins, or what it is where it does not say that."""
    return "start" if phase.start else "planned_start" if phase.planned_start else "kind"


def _said(phase: Phase) -> str:
    day = DateWithPrecision.of(phase, "start") or DateWithPrecision.of(phase, "planned_start")
    kind = str(phase).capitalize()
    return f"{kind} from {day}" if day else f"{kind} without a day on which it begins"
