from __future__ import annotations

from typing import Any

from access.permissions import edits, leads, leads_its_programme
from partnerships.models import Programme
from pilots.evaluation.models import Evaluation
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import evaluates, evaluates_pilot


def can_plan_evaluation(user: Any, pilot: Pilot) -> bool:
    """Who evaluates a pilot, when and with which reports: its evaluators, its lead place's editors
    and the leads of its programme say so."""
    return (
        evaluates_pilot(user, pilot)
        or leads_its_programme(user, pilot)
        or edits(user, pilot.lead_place)
    )


def can_plan_evaluation_of(user: Any, programme: Programme) -> bool:
    """The same of a programme as a whole: its evaluators and its leads."""
    return evaluates(user, programme.pk) or leads(user, programme.pk)


def can_edit_evaluation(user: Any, evaluation: Evaluation) -> bool:
    """Whoever may plan it may put it right and add its reports."""
    if evaluation.pilot is not None:
        return can_plan_evaluation(user, evaluation.pilot)
    return bool(evaluation.programme and can_plan_evaluation_of(user, evaluation.programme))


def can_write_finding(user: Any, evaluation: Evaluation) -> bool:
    """Evaluators of the programme alone say what was found; nobody else changes their words.

    Of a pilot without a programme there are none: editors of its lead place pass it on.
    """
    pilot = evaluation.pilot
    if pilot is None:
        return evaluates(user, evaluation.programme_id)
    if pilot.programme_id is None:
        return edits(user, pilot.lead_place)
    return evaluates_pilot(user, pilot)
