"""How a pilot or a programme goes: milestones with how they moved, changes of plan, risks."""

from __future__ import annotations

from typing import Any

from demo.load.entries import Entry
from demo.load.record import Record
from pilots.models import Milestone, MilestoneMove, PlanChange, Risk


def add_milestone(entry: Entry, record: Record, **owner: Any) -> None:
    """A milestone of a programme or a pilot; one that moved with each day planned before."""
    moves = entry.children("moved", "moved")
    milestone = Milestone(
        **owner,
        text=entry.needed("text"),
        **entry.dated("due", last=True),
        **entry.dated("done"),
        given_up_on=entry.day("given_up"),
        given_up_because=entry.text("because"),
        is_worked_out=entry.flag("worked_out"),
        source_id=record.source(entry),
    )
    if not moves:
        record.add(entry, milestone)
        return
    made = record.written(entry, milestone)
    for one in moves:
        move = MilestoneMove(
            milestone_id=made,
            **one.dated("from", "before", last=True),
            **one.dated("to", "after", last=True),
            why=one.needed("why"),
            created_by_id=record.user(one, "by"),
        )
        record.add(one, move)


def add_change(entry: Entry, record: Record, pilot: int) -> None:
    """A change of plan."""
    change = PlanChange(
        pilot_id=pilot,
        before=entry.needed("before"),
        after=entry.needed("after"),
        why=entry.text("why"),
        agreed_by=entry.text("agreed_by"),
        **entry.dated("on"),
        source_id=record.source(entry),
    )
    record.add(entry, change)


def add_risk(entry: Entry, record: Record, pilot: int) -> None:
    """What could go wrong."""
    levels = {str(level.label): level.value for level in Risk.Level}
    weights = {}
    for name in ("likelihood", "effect"):
        said = entry.needed(name)
        if said not in levels:
            raise entry.error(f"{name} should be one of {', '.join(levels)}, not {said!r}")
        weights[name] = levels[said]
    risk = Risk(
        pilot_id=pilot,
        what=entry.needed("what"),
        **weights,
        effect_said=entry.needed("means"),
        response=entry.text("response"),
        owner_id=record.maybe_id(entry, "post", entry.text("owner")),
        owner_said=entry.text("owner_said"),
        review_on=entry.needed_day("review"),
        state=entry.text("state", "open"),
        state_said=entry.text("because"),
        created_by_id=record.user(entry, "by"),
    )
    record.add(entry, risk)
