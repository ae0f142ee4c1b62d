"""The course of a pilot: its steps, phases and changes as a line in time, and what goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pilots import permissions
from pilots.models import Change, Legacy, Phase, Pilot, StatusChange
from pilots.status import targets
from pilots.status.actions import ENDS, moves
from pilots.status.checklist import CheckList, checklist
from pilots.status.targets import Became
from records.dates import DateWithPrecision

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
class Course:
    """All that the page shows, as this reader sees it."""

    may: May
    since: StatusChange | None
    phases: list[Phase]
    events: list[Event]
    checklist: CheckList | None
    became: list[Became]
    legacy: list[Legacy]
    children: list[Grown]
    is_starting: bool
    has_ended: bool


def build(user: Any, pilot: Pilot, today: dt.date) -> Course:
    """The course of a pilot that the caller has loaded for this reader."""
    steps = list(pilot.status_changes.order_by("on", "id"))
    phases = sorted(pilot.phases.select_related("paid_by", "source"), key=_first_day)
    changes = list(pilot.changes.all())
    has_ended = pilot.status in ENDS
    children = Pilot.objects.visible_to(user).filter(parent=pilot)
    return Course(
        may=_may(user, pilot),
        since=steps[-1] if steps and steps[-1].after == pilot.status else None,
        phases=phases,
        events=_events(steps, phases, changes, today),
        checklist=checklist(user, pilot) if user.is_authenticated else None,
        became=targets.became(pilot),
        legacy=list(pilot.legacy.for_rows(user)),
        children=[Grown(one) for one in children.with_places().order_by("sort_key", "id")],
        is_starting=pilot.status in ("proposed", "setting_up"),
        has_ended=has_ended,
    )


def _first_day(one: Phase) -> dt.date:
    """The earliest that is known of a phase; sources often tell only its end."""
    days = (one.start, one.planned_start, one.end, one.planned_end)
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
    steps: list[StatusChange], phases: list[Phase], changes: list[Change], today: dt.date
) -> list[Event]:
    """Everything with its day, the oldest first; what has no day stands first.

    A phase that begins or ends with a step is told by that step alone.
    """
    told = {one.on for one in steps}
    found = [(one.on, 1, _of_step(one)) for one in steps]
    found += [
        (one.on or UNDATED, 2, Event(_when(one, "on"), f"The plan changed to: {one.after}"))
        for one in changes
    ]
    for one in phases:
        found += _of_phase(one, today, told)
    return [event for _, _, event in sorted(found, key=lambda row: row[:2])]


def _of_step(one: StatusChange) -> Event:
    said = str(one.get_after_display()).capitalize()
    again = one.before in ENDS and one.after not in ENDS
    text = f"{said}{' again' if again else ''}"
    return Event(str(one.day), f"{text}: {one.why}" if one.why else text)


def _of_phase(one: Phase, today: dt.date, told: set[dt.date]) -> list[tuple[dt.date, int, Event]]:
    name = str(one.get_kind_display()).capitalize()
    found = []
    begun, ended = DateWithPrecision.of(one, "start"), DateWithPrecision.of(one, "end")
    if begun and begun.first not in told:
        found.append((begun.first, 0, Event(str(begun), f"{name} began")))
    elif one.planned_start and not begun:
        text = f"{name} is planned to begin"
        todo = one.planned_start > today and ended is None
        if todo:
            found.append((one.planned_start, 0, Event(_when(one, "planned_start"), text, todo)))
    if ended and not {ended.last, ended.last + dt.timedelta(days=1)} & told:
        found.append((ended.last, 0, Event(str(ended), f"{name} ended")))
    elif one.planned_end and not ended:
        text = f"{name} is planned to end" if one.planned_end >= today else f"{name} was to end"
        event = Event(_when(one, "planned_end"), text, one.planned_end >= today)
        found.append((one.planned_end, 0, event))
    return found


def _when(record: Any, name: str) -> str:
    return str(DateWithPrecision.of(record, name) or "Day not known")
