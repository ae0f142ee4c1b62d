"""To whom a finding was open at each moment of its past."""

from __future__ import annotations

from typing import Any

from partnerships.past import Past, both, past_of
from partnerships.visibility import Reader, reader_of
from pilots.models import Evaluation, EvaluationFinding
from records.models import Change, Visibility

OPEN_TO_USERS = (Visibility.NETWORK, Visibility.PUBLIC)


def past_of_finding(finding: EvaluationFinding, user: Any) -> Past:
    """As ``EvaluationFinding.objects.visible_to`` says it of the present.

    It was open where its evaluation was: with its pilot, and to the public only where the
    evaluation was public too. Before it was published it stayed with place and funder.
    """
    reader = reader_of(user)
    own = past_of(finding, user) if finding.pilot else _of_programme(finding, reader)
    return both(own, _of_evaluation(finding.evaluation)) if reader is None else own


def _of_evaluation(evaluation: Evaluation) -> Past:
    """When the public could read an evaluation, as far as its own level goes."""
    changes = Change.objects.of(evaluation)
    return Past(tuple((one.at, one.row["visibility"] == Visibility.PUBLIC) for one in changes))


def _of_programme(finding: EvaluationFinding, reader: Reader | None) -> Past:
    """Published ones by their level; others for the programme's people and who wrote them."""
    programme = finding.evaluation.programme_id

    def admits(level: str, published: Any, author: int | None) -> bool:
        if reader is None:
            return published is not None and level == Visibility.PUBLIC
        is_open = published is not None and level in OPEN_TO_USERS
        return is_open or author == reader.user_id or programme in reader.programmes

    said = ("visibility", "published_at", "created_by_id")
    changes = Change.objects.of(finding)
    return Past(tuple((one.at, admits(*(one.row[name] for name in said))) for one in changes))
