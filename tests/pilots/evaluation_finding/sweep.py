"""What evaluations found: at their own level once published, for few before."""

from __future__ import annotations

from typing import Any

from tests import evaluated
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level

AFTER = ("pilots.indicator",)

FAMILIES = {
    "evaluation_finding": Family(readers.NOT_ACCEPTED, by_number),
    "published_finding": Family(readers.BY_LEVEL, by_number),
}

EVALUATES = frozenset({"evaluator"})

ROWS = [
    Row("evaluation_finding_add", "evaluation", permission=EVALUATES),
    post("evaluation_finding_add", "evaluation", permission=EVALUATES),
    post("evaluation_finding_add", "programme_evaluation", permission=EVALUATES),
    Row("evaluation_findings", public=True),
    Row("evaluation_findings", public=True, query="?q=found&direction=negative&stands=final"),
    Row("evaluation_findings", public=True, query="?topic=no-such-topic"),
    Row("evaluation_findings", public=True, query="?evaluation=no-such-one"),
    Row("evaluation_findings", public=True, query="?format=csv", page=False),
    Row("evaluation_finding", "evaluation_finding", public=True),
    Row("evaluation_finding", "published_finding", public=True),
    Row("evaluation_finding_history", "evaluation_finding", public=True),
    Row("evaluation_finding_history", "published_finding", public=True),
    Row("evaluation_finding_edit", "evaluation_finding", permission=EVALUATES),
    post("evaluation_finding_edit", "evaluation_finding", permission=EVALUATES),
    post("evaluation_finding_publish", "evaluation_finding", permission=EVALUATES),
    Row("evaluation_finding_replace", "published_finding", permission=EVALUATES),
    post("evaluation_finding_replace", "published_finding", permission=EVALUATES),
]

WORDS = said("claim", "confidence_why")


def at_level(at: Level) -> dict[str, Any]:
    """One that waits and one that is published."""
    of, level = at["evaluation"], at.level
    common = {"visibility": level, "created_by": at.cast.author}
    early = evaluated.finding(of, f"Found by {level}", published_at=None, **common)
    told = evaluated.finding(of, f"Published by {level}", **common)
    return {"evaluation_finding": early, "published_finding": told}


def hide_at(at: HiddenAt) -> None:
    """One of the hidden evaluation, and a later one that took its place."""
    made, report = at.hidden["evaluation"][-1], at.hidden["evaluation_report"][-1]
    common = {"visibility": at.pilot.visibility, "created_by": at.scope.author}
    common["topic"] = at.seen.topic
    later = evaluated.finding(made, report=report, **WORDS, **common)
    evaluated.finding(made, superseded_by=later, **WORDS, **common)
    at.hidden["published_finding"].append(later)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What is not published yet, about what everyone reads."""
    if seen.who in readers.PROGRAMME:
        return
    for family in ("evaluation", "programme_evaluation"):
        early = evaluated.finding(
            seen.first(family), published_at=None, created_by=seen.cast.author, **WORDS
        )
        hidden["evaluation_finding"].append(early)


def fill(more: More) -> None:
    """Two of each report, of which one took the other's place; one of a figure that waits."""
    seen = more.seen
    for report in more.made["evaluation_report"]:
        later = evaluated.finding(report.evaluation, report=report, topic=seen.topic)
        evaluated.finding(report.evaluation, superseded_by=later)
    for indicator in more.made["indicator"]:
        evaluated.finding(seen.first("evaluation"), indicator=indicator, published_at=None)
