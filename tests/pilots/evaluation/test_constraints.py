"""Every rule that the database keeps about evaluations and theories of change, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

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
from tests import builders, evaluated

pytestmark = pytest.mark.django_db

LATE, EARLY = dt.date(2026, 2, 1), dt.date(2026, 1, 1)


def _pilot() -> Pilot:
    return builders.pilot(builders.place())


def _evaluation(**fields: Any) -> Evaluation:
    return evaluated.evaluation(_pilot(), **fields)


def _report(**fields: Any) -> None:
    evaluated.report(_evaluation(), **fields)


def _finding(**fields: Any) -> EvaluationFinding:
    return evaluated.finding(_evaluation(), **fields)


def _by_itself() -> None:
    found = _finding()
    EvaluationFinding.objects.filter(pk=found.pk).update(superseded_by=found)


def _replaced_early() -> None:
    later = _finding()
    evaluated.finding(later.evaluation, published_at=None, superseded_by=later)


def _again(**fields: Any) -> None:
    pilot = _pilot()
    Theory.objects.create(pilot=pilot, number=1)
    Theory.objects.create(pilot=pilot, **fields)


def _link(**ends: int) -> None:
    theory = evaluated.theory(_pilot(), agreed_at=None)
    boxes = list(theory.boxes.all())
    TheoryLink.objects.create(theory=theory, start=boxes[ends["start"]], end=boxes[ends["end"]])


def _link_away() -> None:
    here, there = evaluated.theory(_pilot()), evaluated.theory(_pilot())
    TheoryLink.objects.create(theory=here, start=here.boxes.all()[1], end=there.boxes.all()[0])


def _cost(**fields: Any) -> None:
    evaluated.cost_line(_pilot(), **fields)


BROKEN: dict[str, Callable[[], object]] = {
    "evaluation_of_pilot_or_programme": lambda: Evaluation.objects.create(title="Of nothing"),
    "evaluation_has_title": lambda: _evaluation(title=""),
    "evaluation_evaluator_named_once": lambda: _evaluation(
        evaluator=builders.organisation(), evaluator_said="A firm"
    ),
    "evaluation_level_known": lambda: _evaluation(visibility="team"),
    "evaluation_stopped_with_reason": lambda: _evaluation(state="stopped"),
    "evaluation_dates_in_order": lambda: _evaluation(start=LATE, final=EARLY),
    "evaluation_report_has_title": lambda: _report(title=""),
    "evaluation_report_link_is_https": lambda: _report(url="http://example.test/"),
    "evaluation_report_published_or_not": lambda: _report(not_published_because="Not yet"),
    "evaluation_finding_level_known": lambda: _finding(visibility="some"),
    "evaluation_finding_has_claim": lambda: _finding(claim=""),
    "evaluation_finding_confidence_says_why": lambda: _finding(confidence_why=""),
    "evaluation_finding_not_replaced_by_itself": _by_itself,
    "evaluation_finding_replaced_once_published": _replaced_early,
    "theory_number_once": lambda: _again(number=1, agreed_at=evaluated.PUBLISHED),
    "theory_one_draft": lambda: _again(number=2, why="More is known"),
    "theory_new_version_says_why": lambda: _again(number=2, agreed_at=evaluated.PUBLISHED),
    "theory_box_has_text": lambda: evaluated.box(evaluated.theory(_pilot()), ""),
    "theory_link_once": lambda: _link(start=0, end=1),
    "theory_link_not_to_itself": lambda: _link(start=0, end=0),
    "theory_link_no_cycle": lambda: _link(start=1, end=0),
    "theory_link_in_version": _link_away,
    "cost_line_has_item": lambda: _cost(item=""),
    "cost_line_amount_in_order": lambda: _cost(amount_low=9, amount_high=7),
    "cost_line_not_negative": lambda: _cost(amount_low=-1),
    "cost_line_whose_once": lambda: _cost(organisation=builders.organisation(), whose="Families"),
    "cost_line_price_year_known": lambda: _cost(price_year=12),
    "spread_says_where": lambda: evaluated.spread(_pilot(), description=""),
    "spread_says_what": lambda: evaluated.spread(_pilot(), what=""),
}


TRIGGERS = {"theory_link_no_cycle", "theory_link_in_version"}
MODELS = (
    *(Evaluation, EvaluationReport, EvaluationFinding, Theory, TheoryBox, TheoryLink),
    *(CostLine, Spread),
)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_is_broken_once() -> None:
    named = {rule.name for model in MODELS for rule in model._meta.constraints}
    assert named | TRIGGERS == set(BROKEN)
