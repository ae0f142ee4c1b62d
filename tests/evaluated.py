"""Builders of evaluations: who looks at a pilot or a programme, reports, findings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from partnerships.models import Programme
from pilots.models import (
    CostLine,
    Evaluation,
    EvaluationFinding,
    EvaluationReport,
    Pilot,
    Spread,
    Theory,
    TheoryBox,
    TheoryLink,
)

PUBLISHED = dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC)


def evaluation(of: Pilot | Programme, title: str = "Did it help?", **fields: Any) -> Evaluation:
    """An evaluation that is under way, of a pilot or of a programme."""
    fields = {"title": title, "state": "under_way", **fields}
    if isinstance(of, Pilot):
        return Evaluation.objects.create(pilot=of, **fields)
    return Evaluation.objects.create(programme=of, **{"reach": "national", **fields})


def report(of: Evaluation, title: str = "What we found", **fields: Any) -> EvaluationReport:
    """A report that is published."""
    fields = {"kind": "final", "url": "https://example.test/report", **fields}
    return EvaluationReport.objects.create(evaluation=of, title=title, **fields)


def finding(
    of: Evaluation, claim: str = "Fewer homes were damp.", **fields: Any
) -> EvaluationFinding:
    """A finding that is published, public unless said."""
    known = {
        "direction": "positive",
        "evidence": "measured",
        "confidence": "medium",
        "confidence_why": "Forty homes were looked at.",
        "visibility": "public",
        "published_at": PUBLISHED,
    }
    return EvaluationFinding.objects.create(evaluation=of, claim=claim, **{**known, **fields})


def theory(of: Pilot, number: int = 1, **fields: Any) -> Theory:
    """A version with two boxes and an arrow; agreed unless said."""
    why = "" if number == 1 else "We learned more."
    made = Theory.objects.create(
        pilot=of, number=number, **{"why": why, "agreed_at": PUBLISHED, **fields}
    )
    first = box(made, "Letters to landlords")
    last = box(made, "Dry homes", kind="outcome")
    TheoryLink.objects.create(theory=made, start=first, end=last, assumption="they are read")
    return made


def box(of: Theory, text: str, **fields: Any) -> TheoryBox:
    """A box of a version: something that is done, unless said."""
    return TheoryBox.objects.create(theory=of, text=text, **{"kind": "activity", **fields})


def cost_line(of: Pilot, item: str = "Fewer visits to hospital", **fields: Any) -> CostLine:
    """A benefit as a range, in the prices of 2024."""
    known = {"side": "benefit", "amount_low": 7_000, "amount_high": 15_000, "price_year": 2024}
    return CostLine.objects.create(pilot=of, item=item, **{**known, **fields})


def spread(of: Pilot, **fields: Any) -> Spread:
    """Three districts took it up."""
    known = {"description": "Three districts", "what": "The letter", "known_from": "They told us"}
    return Spread.objects.create(pilot=of, **{**known, **fields})
