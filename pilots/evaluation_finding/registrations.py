"""How findings of evaluations take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from interface.columns import Column
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_rule
from pilots.evaluation.registrations import of_evaluations
from pilots.evaluation_finding.filters import COLUMNS
from pilots.impacts import impacts_in_file
from pilots.indicator.codebook import indicator, seen_indicators
from pilots.models import EvaluationFinding
from records.differences import HistoryLabel
from registry.library import LibraryKind
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    from_list,
    seen_by,
    text,
    yes_no,
)
from registry.reported import HasErrorReports
from registry.search import PILOT, PLACE, PROGRAMME, TOPIC, SearchIndex

NOT_YET = "not published yet"
REPLACED = "replaced since"
STANDS = "stands"


def _evaluation() -> Column:
    return text("evaluation", "The evaluation: its number in evaluations.csv", "evaluation_id")


def _findings(scope: Scope) -> QuerySet[Any]:
    rows = of_evaluations(scope, EvaluationFinding)
    later = EvaluationFinding.objects.visible_to(scope.user)
    return rows.select_related("evaluation__pilot", "topic").prefetch_related(
        seen_indicators(scope), Prefetch("superseded_by", later)
    )


def _how_it_stands(row: EvaluationFinding) -> str:
    if not row.is_published:
        return NOT_YET
    return REPLACED if row.superseded_by_id else STANDS


FINDINGS = ProgrammeFile(
    "evaluation_findings",
    "What an evaluation found, also where nothing changed; replaced ones are kept and say so",
    _findings,
    (
        text("finding", "Its number, also in its address; it stays the same", "pk"),
        _evaluation(),
        text(
            "pilot",
            "The pilot: its key in pilots.csv",
            "evaluation.pilot.slug",
            blank="of the programme itself",
        ),
        text("claim", "What was found"),
        *from_list(COLUMNS, "direction", "evidence", "confidence", "confidence_why"),
        choice("concerns", "Who it is about", EvaluationFinding),
        impacts_in_file(),
        indicator("The indicator that it is about", "none is named"),
        text("topic", "Its theme", "topic.name", blank="none of its own"),
        yes_no("interim", "Whether it was found before the evaluation ended", "is_interim"),
        text(
            "report",
            "The report that says it: its number in evaluation_reports.csv",
            "report_id",
            blank="none is named",
        ),
        Column(
            "state",
            "Whether it stands; a later row may replace it, and both are kept",
            value=_how_it_stands,
            values=f"{NOT_YET}; {STANDS}; {REPLACED}",
        ),
        text(
            "replaced_by",
            "The finding that replaces it: its number",
            "superseded_by.pk",
            blank="none, or not one that you can see",
        ),
        text("published_at", "When it was published", values="time in the UK", blank="not yet"),
        seen_by("Who can see it once it is published"),
        address(),
    ),
    order=320,
)


REGISTRATIONS = (
    HasErrorReports(
        model=EvaluationFinding,
        pages=("evaluation_finding",),
        reads=("evaluation",),
        of=("evaluation",),
    ),
    MenuItem(
        page="evaluation_findings",
        on_topic="What evaluations found",
        label="What evaluations found",
        says="Findings with how sure their evaluators are",
        theme=Theme.PILOTS,
        order=60,
        words="evaluation evidence results",
        within="library",
    ),
    FINDINGS,
    HistoryLabel(
        model=EvaluationFinding,
        labels={
            "claim": "What was found",
            "confidence_why": "Reasons for that certainty",
            "superseded_by": "Replaced by",
        },
    ),
    SearchIndex(
        model=EvaluationFinding,
        label="finding",
        page="evaluation_finding",
        title="claim",
        text=("confidence_why",),
        note=("evaluation__title",),
        status="direction",
        within={
            PILOT: "evaluation__pilot_id",
            PLACE: "evaluation__pilot__reach_ids",
            PROGRAMME: Coalesce("evaluation__programme_id", "evaluation__pilot__programme_id"),
            TOPIC: "topic_id",
        },
        made_up=made_up_rule(EvaluationFinding, "evaluation__pilot")
        | Q(evaluation__programme__is_example=True),
        over=Q(superseded_by__isnull=False),
        order=113,
    ),
    LibraryKind(
        key="findings",
        label="Findings",
        one="Finding",
        page="evaluation_findings",
        words="What evaluations found, with filters and files",
        indexes=("evaluationfinding",),
        failed={"evaluationfinding": ("negative", "no_effect")},
        order=30,
    ),
)
