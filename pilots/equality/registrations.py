"""How equality monitoring takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from interface.columns import Column
from partnerships.place.examples import made_up_rule
from pilots.equality.views import Equality
from pilots.models import EqualityAnswer, EqualityQuestion
from pilots.pilot.permissions import can_log_progress
from pilots.subjects import NAMED, OF_PILOT, kept_by_pilot
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.resting import CitesSource
from registry.programme_files import ProgrammeFile, Scope, choice, text
from registry.search import SearchIndex


def _equality(scope: Scope) -> QuerySet[Any]:
    rows = EqualityAnswer.objects.filter(question__pilot__in=scope.ids)
    return rows.select_related("question__pilot", "question__source")


EQUALITY = ProgrammeFile(
    "equality",
    "An answer to a question of equality monitoring; only ranges are kept, for everybody",
    _equality,
    (
        text("pilot", "The pilot: its key in pilots.csv", "question.pilot.slug"),
        text("question", "What was asked", "question.question"),
        text("asked", "Who was asked", "question.asked"),
        Column(
            "base",
            "How many answered",
            value=lambda row: row.question.get_base_display(),
            values="range",
        ),
        text("answer", "The answer"),
        choice("people", "How many gave it", EqualityAnswer),
        Column(
            "as_of", "The date that it is of", value=lambda row: row.question.day, values="date"
        ),
        text("source", "Where it is from: its key in sources.csv", "question.source.slug"),
        text("source_said", "The same in words", "question.source_said", blank="none"),
    ),
    order=370,
    cites="question__source",
)


REGISTRATIONS = (
    *Equality.registrations(),
    CitesSource(
        model=EqualityQuestion,
        key="equality",
        noun="question of equality monitoring,questions of equality monitoring",
        order=120,
        needs=NAMED,
    ),
    kept_by_pilot(EqualityQuestion, can_log_progress),
    EQUALITY,
    SearchIndex(
        model=EqualityQuestion,
        label="who took part",
        plural="who took part",
        page="pilot_equality",
        key=("pilot__slug",),
        title="question",
        text=("asked", "note"),
        note=("pilot__name",),
        within={**OF_PILOT},
        made_up=made_up_rule(EqualityQuestion, "pilot"),
        weight=-0.2,
        order=117,
    ),
    HistoryLabel(
        model=EqualityQuestion,
        noun="question of equality monitoring",
        named_by=("question",),
        signed_in_because="what changed between two ranges tells more than either of them",
    ),
    Absent(
        model=EqualityQuestion,
        at=Whole.FILES,
        why="no format takes ranges alone, as counts of few people must be",
        to_come=True,
    ),
    HistoryLabel(model=EqualityAnswer, noun="answer in equality monitoring", named_by=("answer",)),
)
