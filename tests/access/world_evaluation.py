"""Evaluations for the sweeps: of a pilot they follow its readers, of a programme they are open."""

from __future__ import annotations

from typing import Any

from tests import evaluated
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "evaluation": readers.BY_LEVEL,
    "programme_evaluation": readers.OPEN,
    "evaluation_report": readers.BY_LEVEL,
    "evaluation_finding": readers.NOT_ACCEPTED,
    "published_finding": readers.BY_LEVEL,
    "theory": readers.BY_LEVEL,
    "theory_box": readers.BY_LEVEL,
    "theory_link": readers.BY_LEVEL,
    "cost_line": readers.BY_LEVEL,
    "spread": readers.BY_LEVEL,
}
DRAWN = {"theory", "theory_box", "theory_link"}
OF_PILOT = {*DRAWN, "cost_line", "spread"}
NUMBERED = set(FAMILIES) - OF_PILOT


def address_of(family: str, record: Any) -> list[Any]:
    """What the address of something of a pilot carries."""
    if family == "theory":
        return [record.pilot.slug, record.number]
    return [(record.theory if family in DRAWN else record).pilot.slug, record.pk]


def make(cast: Cast) -> dict[str, Any]:
    """What has no pilot's level."""
    whole = evaluated.evaluation(cast.pfpp, "Of the programme", created_by=cast.author)
    return {"programme_evaluation": whole}


def at_level(cast: Cast, level: str, pilot: Any) -> dict[str, Any]:
    """What is told of a pilot, at its own level."""
    common = {"visibility": level, "created_by": cast.author}
    made = evaluated.evaluation(pilot, f"Evaluated by {level}", created_by=cast.author)
    early = evaluated.finding(made, f"Found by {level}", published_at=None, **common)
    evaluated.theory(pilot)
    draft = evaluated.theory(pilot, 2, agreed_at=None)
    return {
        "theory": draft.pilot.theories.get(number=1),
        "theory_box": draft.boxes.all()[0],
        "theory_link": draft.links.get(),
        "cost_line": evaluated.cost_line(pilot),
        "spread": evaluated.spread(pilot, created_by=cast.author),
        "evaluation": made,
        "evaluation_report": evaluated.report(made, created_by=cast.author),
        "evaluation_finding": early,
        "published_finding": evaluated.finding(made, f"Published by {level}", **common),
    }
