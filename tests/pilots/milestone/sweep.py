"""Milestones of pilots and programmes, changes of plan, and the timeline that shows them."""

from __future__ import annotations

from typing import Any

from pilots.models import Milestone, PlanChange
from tests import coursed
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, SECRET, Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, of_pilot, post
from tests.access.world import Level
from tests.builders import TODAY, Cast
from tests.pilots.pilot.sweep import LOGS

FAMILIES = {
    "milestone": Family(readers.BY_LEVEL, by_number),
    "programme_milestone": Family(readers.OPEN, by_number),
    "change": Family(readers.BY_LEVEL, of_pilot),
}

REVIEWS = frozenset({"pfpp_lead"})

ROWS = [
    Row("pilot_timeline", "pilot", public=True),
    Row("pilot_timeline", "pilot", public=True, query="?kind=changes"),
    Row("pilot_timeline", "pilot", public=True, query="?kind=no-such-kind"),
    Row("milestone_add", "pilot", permission=LOGS),
    post("milestone_add", "pilot", permission=LOGS),
    Row("milestone_edit", "milestone", permission=LOGS),
    post("milestone_edit", "milestone", permission=LOGS),
    Row("milestone_withdraw", "milestone", permission=LOGS),
    post("milestone_withdraw", "milestone", permission=LOGS),
    Row("milestone_withdraw", "programme_milestone", permission=REVIEWS),
    post("milestone_done", "milestone", permission=LOGS),
    post("milestone_done", "programme_milestone", permission=REVIEWS),
    post("milestone_not_done", "milestone", permission=LOGS),
    Row("milestone_edit", "programme_milestone", permission=REVIEWS),
    post("milestone_edit", "programme_milestone", permission=REVIEWS),
    Row("programme_milestone_add", "programme", permission=REVIEWS),
    post("programme_milestone_add", "programme", permission=REVIEWS),
    Row("pilot_change_add", "pilot", permission=LOGS),
    post("pilot_change_add", "pilot", permission=LOGS),
    Row("pilot_change_edit", "change", permission=LOGS),
    post("pilot_change_edit", "change", permission=LOGS),
    Row("pilot_change_withdraw", "change", permission=LOGS),
    post("pilot_change_withdraw", "change", permission=LOGS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of a programme."""
    return {"programme_milestone": coursed.milestone(cast.pfpp, "All places report")}


def at_level(at: Level) -> dict[str, Any]:
    """One of a pilot that moved, and a change of plan."""
    by = {"created_by": at.cast.author}
    milestone = coursed.milestone(at["pilot"], **by)
    coursed.move(milestone, **by)
    return {"milestone": milestone, "change": coursed.change(at["pilot"], **by)}


def hide_at(at: HiddenAt) -> None:
    """One that is done, one that moved, one that was given up; a change of plan."""
    pilot, source = at.pilot, at.seen.source
    Milestone.objects.create(pilot=pilot, text=SECRET, done=TODAY, source=source)
    milestone = coursed.milestone(pilot, SECRET, due=AHEAD, source=source)
    coursed.move(milestone, SECRET)
    coursed.milestone(pilot, SECRET, given_up_on=TODAY, **said("given_up_because"))
    change = coursed.change(
        pilot, on=TODAY, source=source, **said("before", "after", "why", "agreed_by")
    )
    at.hidden["milestone"].append(milestone)
    at.hidden["change"].append(change)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What was withdrawn from a public pilot."""
    pilot = seen.families["pilot"][seen.not_of_reader]
    milestone = coursed.milestone(pilot, SECRET, due=AHEAD, source=seen.source, **withdrawn())
    coursed.move(milestone, SECRET)
    words = said("before", "after", "why", "agreed_by")
    change = coursed.change(pilot, on=TODAY, source=seen.source, **words, **withdrawn())
    hidden["milestone"].append(milestone)
    hidden["change"].append(change)


def fill(more: More) -> None:
    """One that is done, one that moved, one of the programme; a change of plan."""
    source = more.seen.source
    for pilot in more.pilots:
        Milestone.objects.create(pilot=pilot, text="Done", done=TODAY, source=source)
        coursed.move(coursed.milestone(pilot, "To do", due=AHEAD, source=source))
        coursed.move(coursed.milestone(more.seen.cast.pfpp, source=source))
        PlanChange.objects.create(pilot=pilot, before="A", after="B", on=TODAY, source=source)
