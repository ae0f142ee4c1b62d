"""A milestone as it is told: when, whether it is done, and every day for which it was planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from pilots.models import Milestone, MilestoneMove, Pilot
from records.dates import DateWithPrecision

NOT_SAID = "Not reported as done"
AS_PLANNED = "Planned; not reported as done"
GIVEN_UP = "Dropped"
OF_PROGRAMME = " (the programme)"


@dataclass(frozen=True)
class ReadMilestone:
    """``notes`` say when it was planned, how it moved and why, or why it was given up."""

    when: str
    text: str
    todo: bool = False
    status: str = ""
    shape: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """All of it in one line, for a short list."""
        parts = [self.status, *self.notes] if self.status else self.notes
        return f"{self.text}. {'. '.join(parts)}" if parts else self.text


def read_milestone(
    milestone: Milestone,
    today: dt.date,
    moves: Iterable[MilestoneMove] | None = None,
    *,
    is_over: bool = False,
) -> ReadMilestone:
    """A milestone; with all its ``moves``, else with the first day planned. No query.

    ``is_over``: the pilot on whose page it stands has ended, so that what it planned is past.
    """
    about = "About " if milestone.is_worked_out else ""
    of = OF_PROGRAMME if milestone.programme_id else ""
    when = f"{about}{milestone.day or ''}{of}"
    notes = [_moved(move) for move in moves] if moves is not None else _planned_first(milestone)
    if milestone.done:
        if not notes and milestone.planned and str(milestone.planned) != str(milestone.day):
            notes = [f"Planned for {milestone.planned}"]
        return ReadMilestone(when, milestone.text, notes=notes)
    if milestone.given_up_on:
        why = milestone.given_up_because.rstrip(".")
        return ReadMilestone(when, milestone.text, True, GIVEN_UP, "done", [*notes, why])
    if is_over:
        return ReadMilestone(when, milestone.text, True, AS_PLANNED, "done", notes)
    if milestone.is_late(today):
        return ReadMilestone(when, milestone.text, True, NOT_SAID, "some", notes)
    return ReadMilestone(when, milestone.text, True, notes=notes)


def is_over(milestone: Milestone, pilot: Pilot) -> bool:
    """Whether it is one of this pilot's own, and the pilot has ended."""
    return milestone.pilot_id is not None and pilot.has_ended


def _moved(move: MilestoneMove) -> str:
    return f"{move}: {move.why.rstrip('.')}"


def _planned_first(milestone: Milestone) -> list[str]:
    if milestone.planned_first is None:
        return []
    day = DateWithPrecision(milestone.planned_first, milestone.planned_first_precision or "day")
    return [f"First planned for {day}"]
