"""What the pages of evaluations are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

from interface.words import count_words
from partnerships.models import Programme
from pilots.evaluation.models import Evaluation
from pilots.evaluation_finding.models import EvaluationFinding
from pilots.pilot.models import Pilot

SHOWN = 30
MOST = 500


@dataclass(frozen=True)
class Counted:
    """How many findings went one way, and the list of them."""

    words: str
    url: str


@dataclass(frozen=True)
class Findings:
    """Findings as a page shows them: those that stand first, and how many went which way."""

    rows: list[EvaluationFinding]
    counts: list[Counted]
    total: str
    url: str
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows)


def evaluations_of(user: Any, **of: Any) -> list[Evaluation]:
    """Evaluations of a pilot or a programme with their reports: two queries."""
    rows = Evaluation.objects.visible_to(user).filter(**of)
    return list(rows.select_related("evaluator", "source").prefetch_related("reports__source"))


def findings_of(user: Any, *, pilot: Pilot) -> Findings:
    """The findings about a pilot, those that stand before those that were replaced."""
    rows = EvaluationFinding.objects.visible_to(user).of_pilot(pilot)
    return _shown(rows, f"{reverse('evaluation_findings')}?pilot={pilot.slug}")


def findings_in(user: Any, evaluation: Evaluation) -> Findings:
    """The findings of one evaluation."""
    rows = EvaluationFinding.objects.visible_to(user).filter(evaluation=evaluation)
    return _shown(rows, f"{reverse('evaluation_findings')}?evaluation={evaluation.pk}")


def _shown(rows: Any, url: str) -> Findings:
    found = list(rows.for_rows().order_by(F("superseded_by").asc(nulls_first=True), "id")[:MOST])
    found.sort(key=lambda one: (one.superseded_by_id is not None, -one.pk))
    standing = [one for one in found if one.superseded_by_id is None]
    by_direction = Counter(one.direction for one in standing)
    counts = [
        Counted(
            f"{by_direction[key]} {said}",
            f"{url}&direction={key}&stands=standing",
        )
        for key, said in EvaluationFinding.Direction.choices
        if by_direction[key]
    ]
    return Findings(
        rows=found[:SHOWN],
        counts=counts,
        total=count_words(len(standing), "finding"),
        url=url,
        more=max(len(found) - SHOWN, 0),
    )


def of_programme(user: Any, programme: Programme) -> list[Evaluation]:
    """The evaluations of a programme as a whole, for its page."""
    rows = Evaluation.objects.visible_to(user).filter(programme=programme)
    return list(rows.select_related("evaluator"))
