"""Evaluations of hidden pilots, and findings that are not published, with the word in each text."""

from __future__ import annotations

from typing import Any

from pilots.models import (
    CostLine,
    Evaluation,
    EvaluationReport,
    Pilot,
    Spread,
    Theory,
    TheoryBox,
    TheoryLink,
)
from tests import evaluated
from tests.access import readers
from tests.access.open_world import SECRET, Scope, Seen
from tests.builders import TODAY


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def of_pilot(seen: Seen, pilot: Pilot, scope: Scope, hidden: dict[str, list[Any]]) -> None:
    """All that is told of the evaluation of a hidden pilot."""
    made = Evaluation.objects.create(
        pilot=pilot,
        start=TODAY,
        state="stopped",
        source=seen.source,
        **said("title", "evaluator_said", "independence", "questions", "methods"),
        **said("stopped_because"),
    )
    evaluated.report(made, url="", **said("title", "not_published_because"))
    report = EvaluationReport.objects.create(
        evaluation=made, kind="final", published=TODAY, url=f"https://example.test/{SECRET[:8]}",
        source=seen.source, **said("title"),
    )  # fmt: skip
    common = {"visibility": pilot.visibility, "created_by": scope.author, "topic": seen.topic}
    words = said("claim", "confidence_why")
    later = evaluated.finding(made, report=report, **words, **common)
    evaluated.finding(made, superseded_by=later, **words, **common)
    hidden["evaluation"].append(made)
    hidden["evaluation_report"].append(report)
    hidden["published_finding"].append(later)
    _drawn(pilot)
    CostLine.objects.create(
        pilot=pilot, side="cost", amount_low=53, source=seen.source,
        **said("item", "years", "whose", "comparator"),
    )  # fmt: skip
    Spread.objects.create(
        pilot=pilot, place=seen.cast.luton, source=seen.source,
        **said("description", "what", "known_from"),
    )  # fmt: skip


def _drawn(pilot: Pilot) -> None:
    """A draft of how people think that the pilot works."""
    theory = Theory.objects.create(pilot=pilot, number=9, why=SECRET)
    words = said("text", "assumption")
    first, last = (
        TheoryBox.objects.create(theory=theory, kind=kind, **words)
        for kind in ("activity", "outcome")
    )
    TheoryLink.objects.create(theory=theory, start=first, end=last, assumption=SECRET)


def not_public(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """Findings about what everyone reads, which are not published or not for everyone."""
    words = said("claim", "confidence_why")
    if seen.who not in readers.PROGRAMME:
        for family in ("evaluation", "programme_evaluation"):
            early = evaluated.finding(
                seen.first(family), published_at=None, created_by=seen.cast.author, **words
            )
            hidden["evaluation_finding"].append(early)
    if seen.who != "resident":
        return
    seen.first("pilot").theories.filter(agreed_at=None).delete()
    _drawn(seen.first("pilot"))
    for of in (seen.first("pilot"), seen.cast.pfpp):
        quiet = evaluated.evaluation(of, visibility="network", **said("title", "methods"))
        evaluated.report(quiet, SECRET)
        evaluated.finding(quiet, **words)
        hidden["evaluation"].append(quiet)
