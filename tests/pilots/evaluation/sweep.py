"""Evaluations and their reports: a pilot's follow its readers, a programme's are open."""

from __future__ import annotations

from typing import Any

from pilots.models import Evaluation, EvaluationReport
from tests import evaluated
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.builders import TODAY, Cast

FAMILIES = {
    "evaluation": Family(readers.BY_LEVEL, by_number),
    "programme_evaluation": Family(readers.OPEN, by_number),
    "evaluation_report": Family(readers.BY_LEVEL, by_number),
}

EVALUATES = frozenset({"evaluator"})
PLANS_WHOLE = EVALUATES | {"pfpp_lead"}
PLANS = PLANS_WHOLE | {"bradford_editor", "region_editor"}

ROWS = [
    Row("pilot_evaluation", "pilot", public=True),
    Row("evaluation_add", "pilot", permission=PLANS),
    post("evaluation_add", "pilot", permission=PLANS),
    Row("programme_evaluation_add", "programme", permission=PLANS_WHOLE),
    post("programme_evaluation_add", "programme", permission=PLANS_WHOLE),
    Row("evaluation", "evaluation", public=True),
    Row("evaluation", "programme_evaluation", public=True),
    Row("evaluation_edit", "evaluation", permission=PLANS),
    post("evaluation_edit", "evaluation", permission=PLANS),
    post("evaluation_edit", "programme_evaluation", permission=PLANS_WHOLE),
    Row("evaluation_report_add", "evaluation", permission=PLANS),
    post("evaluation_report_add", "evaluation", permission=PLANS),
    Row("evaluation_report_edit", "evaluation_report", permission=PLANS),
    post("evaluation_report_edit", "evaluation_report", permission=PLANS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of a programme, which has no pilot's level."""
    whole = evaluated.evaluation(cast.pfpp, "Of the programme", created_by=cast.author)
    return {"programme_evaluation": whole}


def at_level(at: Level) -> dict[str, Any]:
    """One of a pilot, with a report."""
    by = {"created_by": at.cast.author}
    made = evaluated.evaluation(at["pilot"], f"Evaluated by {at.level}", **by)
    return {"evaluation": made, "evaluation_report": evaluated.report(made, **by)}


def hide_at(at: HiddenAt) -> None:
    """One that was stopped, with a report that is out and one that never was."""
    made = Evaluation.objects.create(
        pilot=at.pilot,
        start=TODAY,
        state="stopped",
        source=at.seen.source,
        **said("title", "evaluator_said", "independence", "questions", "methods"),
        **said("stopped_because"),
    )
    evaluated.report(made, url="", **said("title", "not_published_because"))
    report = EvaluationReport.objects.create(
        evaluation=made, kind="final", published=TODAY, url=f"https://example.test/{SECRET[:8]}",
        source=at.seen.source, **said("title"),
    )  # fmt: skip
    at.hidden["evaluation"].append(made)
    at.hidden["evaluation_report"].append(report)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What is not for everyone, of what everyone reads."""
    if seen.who != "resident":
        return
    for of in (seen.first("pilot"), seen.cast.pfpp):
        quiet = evaluated.evaluation(of, visibility="network", **said("title", "methods"))
        evaluated.report(quiet, SECRET)
        evaluated.finding(quiet, **said("claim", "confidence_why"))
        hidden["evaluation"].append(quiet)


def fill(more: More) -> None:
    """One of each pilot and of the programme; reports of it and of the first."""
    seen = more.seen
    for pilot in more.pilots:
        for of in (pilot, seen.cast.pfpp):
            made = evaluated.evaluation(of, evaluator=more.body, source=seen.source)
            for one in (made, seen.first("evaluation")):
                report = evaluated.report(one, source=seen.source)
                more.made["evaluation_report"].append(report)
