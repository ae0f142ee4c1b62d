"""How evaluations take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from interface.columns import Column
from interface.parts import RecordMenuItem
from partnerships.place.examples import made_up_rule
from pilots.evaluation.in_calendar import CALENDAR
from pilots.evaluation.permissions import (
    can_edit_evaluation,
    can_plan_evaluation,
    can_plan_evaluation_of,
)
from pilots.evaluation.views import Evaluations, Reports
from pilots.models import Evaluation, EvaluationReport
from pilots.subjects import PLACED
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, moves
from records.resting import CitesSource, SourceKept
from registry.programme_files import (
    OF_PROGRAMME,
    ProgrammeFile,
    Scope,
    address,
    choice,
    day,
    of_programme_or_pilots,
    seen_by,
    source,
    text,
)
from registry.reported import HasErrorReports
from registry.search import BODY, PILOT, PLACE, PROGRAMME, SearchIndex

_READ = ("programme", *PLACED)


def of_evaluations(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the evaluations of the programme itself and of the pilots that the reader sees."""
    seen = of_programme_or_pilots(scope, Evaluation).order_by().values("pk")
    rows: QuerySet[Any] = model.objects.visible_to(scope.user).filter(evaluation__in=seen)
    return rows


def _edits(user: Any, report: EvaluationReport) -> bool:
    return can_edit_evaluation(user, report.evaluation)


def _evaluation() -> Column:
    return text("evaluation", "The evaluation: its number in evaluations.csv", "evaluation_id")


EVALUATIONS = ProgrammeFile(
    "evaluations",
    "Somebody looks at whether a pilot, or the whole programme, changed what it set out to",
    lambda scope: of_programme_or_pilots(scope, Evaluation).select_related("evaluator"),
    (
        text("evaluation", "Its number, also in its address; it stays the same", "pk"),
        OF_PROGRAMME,
        text("title", "Its title"),
        choice("reach", "Whether it looks at one place or at all", Evaluation),
        text(
            "evaluator",
            "Who evaluates: the body’s key in addresses",
            "evaluator.slug",
            blank="not known, or described only",
        ),
        text("evaluator_name", "Who evaluates, by today’s name or as described", "by"),
        text("independence", "Who pays, who chose them and what they may publish"),
        text("questions", "What it asks"),
        text("methods", "How it finds out"),
        day("start", "When it begins or began"),
        day("interim", "When an interim report is due, by its plan"),
        day("final", "When the final report is due, by its plan"),
        choice("state", "What stage it is at", Evaluation),
        text("stopped_because", "Why it was stopped", blank="it was not"),
        seen_by("Who can see it"),
        source(),
        address(),
    ),
    order=300,
)
REPORTS = ProgrammeFile(
    "evaluation_reports",
    "A report of an evaluation; one that is not published says why",
    lambda scope: of_evaluations(scope, EvaluationReport).select_related("source"),
    (
        text("report", "Its number; it stays the same", "pk"),
        _evaluation(),
        text("title", "Its title"),
        choice("kind", "What kind of report", EvaluationReport),
        day("published", "When it was published"),
        text("url", "Where it is to be read"),
        text("not_published_because", "Why it is not published", blank="it is, or not known"),
        source(),
        address(),
    ),
    order=310,
)


REGISTRATIONS = (
    *Evaluations.registrations(),
    *Reports.registrations(),
    HasErrorReports(
        model=Evaluation,
        pages=("evaluation",),
        reads=("pilot", "programme"),
        of=("pilot", "programme"),
    ),
    BodyRule(
        Evaluation,
        "evaluator",
        Does.MOVE,
        noun="evaluation that it makes,evaluations",
        order=470,
        in_time=moves(Q(state__in=Evaluation.AHEAD)),
    ),
    CitesSource(model=Evaluation, key="evaluations", noun="evaluation", order=160),
    CitesSource(
        model=EvaluationReport, key="reports", noun="report", order=170, needs=("evaluation",)
    ),
    SourceKept(model=Evaluation, permission=can_edit_evaluation, reads=_READ),
    SourceKept(
        model=EvaluationReport,
        permission=_edits,
        reads=tuple(f"evaluation__{path}" for path in _READ),
    ),
    EVALUATIONS,
    REPORTS,
    SearchIndex(
        model=Evaluation,
        label="evaluation",
        page="evaluation",
        title="title",
        text=("questions", "methods", "independence", "evaluator_said"),
        note=("evaluator__name", "evaluator_said", "pilot__name", "programme__name"),
        status="state",
        within={
            PILOT: "pilot_id",
            PLACE: "pilot__reach_ids",
            PROGRAMME: Coalesce("programme_id", "pilot__programme_id"),
            BODY: "evaluator_id",
        },
        made_up=made_up_rule(Evaluation, "pilot") | Q(programme__is_example=True),
        weight=0.1,
        order=111,
    ),
    SearchIndex(
        model=EvaluationReport,
        label="evaluation report",
        page="evaluation",
        key=("evaluation_id",),
        anchor="report-{pk}",
        title="title",
        note=("evaluation__title",),
        within={
            PILOT: "evaluation__pilot_id",
            PLACE: "evaluation__pilot__reach_ids",
            PROGRAMME: Coalesce("evaluation__programme_id", "evaluation__pilot__programme_id"),
        },
        made_up=made_up_rule(EvaluationReport, "evaluation__pilot")
        | Q(evaluation__programme__is_example=True),
        order=112,
    ),
    RecordMenuItem(
        page="evaluation_add",
        label="Add an evaluation",
        says="Who looks at how it works, and what they ask",
        of="pilot",
        order=60,
        words="new evaluator study report",
        permission=can_plan_evaluation,
        adds=True,
    ),
    RecordMenuItem(
        page="programme_evaluation_add",
        label="Add an evaluation",
        says="Of the whole programme, at all its places",
        of="programme",
        order=40,
        words="new evaluator study report",
        permission=can_plan_evaluation_of,
        adds=True,
    ),
    Absent(
        model=Evaluation,
        at=Whole.FILES,
        why="no format reads a plan of evaluations with its reports and findings",
        to_come=True,
    ),
    *CALENDAR,
)
