"""The life of a pilot: proposing one, its course, its end."""

from __future__ import annotations

from typing import Any

from tests import builders, lived
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, SECRET, Seen, each, said
from tests.access.table import Family, Row, of_pilot, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import EDITS, LOGS


def _step(record: Any) -> list[Any]:
    return [record.pilot.slug, record.step]


FAMILIES = {
    "new_pilot": Family(readers.BY_LEVEL),
    "phase": Family(readers.BY_LEVEL, of_pilot),
    "legacy": Family(readers.BY_LEVEL, of_pilot),
    "start_step": Family(readers.BY_LEVEL, _step),
}

PROPOSES = frozenset(
    {"bradford_officer", "bradford_editor", "region_editor", "luton_officer", "luton_editor"}
)

ROWS = [
    Row("pilot_add", permission=PROPOSES),
    Row("pilot_add", permission=PROPOSES, query="?place=bradford"),
    post("pilot_add", permission=PROPOSES),
    Row("pilot_grow", "pilot", permission=LOGS),
    post("pilot_grow", "pilot", permission=LOGS),
    Row("pilot_life", "pilot", public=True),
    Row("pilot_life", "new_pilot", public=True),
    Row("pilot_status", "pilot", permission=EDITS),
    Row("pilot_status", "new_pilot", permission=EDITS),
    post("pilot_status", "pilot", permission=EDITS),
    Row("pilot_close", "pilot", permission=EDITS),
    post("pilot_close", "pilot", permission=EDITS),
    Row("phase_add", "pilot", permission=EDITS),
    post("phase_add", "pilot", permission=EDITS),
    Row("phase_edit", "phase", permission=EDITS),
    post("phase_edit", "phase", permission=EDITS),
    Row("legacy_add", "pilot", permission=LOGS),
    post("legacy_add", "pilot", permission=LOGS),
    Row("legacy_edit", "legacy", permission=LOGS),
    post("legacy_edit", "legacy", permission=LOGS),
    Row("pilot_start_step", "start_step", permission=LOGS),
    post("pilot_start_step", "start_step", permission=LOGS),
]


def at_level(at: Level) -> dict[str, Any]:
    """What the author wrote down of the pilot, and one that is still proposed."""
    pilot, council = at["pilot"], at.cast.council
    new = builders.pilot(
        at.cast.bradford, f"New {pilot.name}", status="proposed", parent=pilot, **at.common
    )
    by = {"created_by": at.cast.author}
    lived.status_change(pilot, **by)
    lived.target_outcome(pilot, **by)
    return {
        "new_pilot": new,
        "phase": lived.phase(pilot, paid_by=council, **by),
        "legacy": lived.legacy(pilot, funder=council, **by),
        "start_step": lived.start_step(pilot, **by),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """The same, and what goes on in a pilot that is hidden."""
    pilot = seen.first("pilot")
    lived.legacy(pilot, "A desk", child=pilot.parent)
    return each(at_level(seen.level(programme=seen.cast.pfpp, created_by=seen.cast.author)))


def hide_at(at: HiddenAt) -> None:
    """Its course, from its first step to what goes on."""
    pilot, source, payer = at.pilot, at.seen.source, said("paid_by_said", "amount_said", "note")
    at.hidden["phase"].append(lived.phase(pilot, source=source, **payer))
    at.hidden["legacy"].append(lived.legacy(pilot, SECRET, funder_said=SECRET, source=source))
    at.hidden["start_step"].append(lived.start_step(pilot, **said("by_role", "note")))
    lived.status_change(pilot, **said("why", "no_lessons_because"))
    lived.target_outcome(pilot, note=SECRET)


def fill(more: More) -> None:
    """Phases, changes of status, what goes on, outcomes and first steps."""
    source = more.seen.source
    for pilot in more.pilots:
        lived.phase(pilot, paid_by=more.body, source=source)
        lived.phase(pilot, "extension", start=None, planned_start=AHEAD, source=source)
        lived.status_change(pilot, why="Agreed")
        grown = pilot.children.order_by("id").first()
        lived.legacy(pilot, funder=more.body, child=grown, source=source)
        lived.target_outcome(pilot)
        lived.start_step(pilot, f"step-{pilot.start_steps.count()}", note="Asked")
