"""What was learned, and what got in the way: lessons, case studies, barriers, sources."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from barriers.models import ActionTried, Barrier, Check
from dashboards.programme_export.course import of_pilots
from dashboards.programme_export.table import (
    Column,
    Scope,
    Table,
    address,
    choice,
    day,
    figure,
    pilot,
    source,
    text,
    yes_no,
)
from pilots.models import CaseStudy, CaseStudyPilot, EqualityAnswer, Lesson, LessonTopic, Pilot


def _lessons(scope: Scope) -> QuerySet[Any]:
    topics = LessonTopic.objects.select_related("topic")
    rows = of_pilots(scope, Lesson).select_related("pilot", "source")
    return rows.prefetch_related(Prefetch("topic_links", topics))


def _studies(scope: Scope) -> QuerySet[Any]:
    seen = Pilot.objects.visible_to(scope.user).order_by().values("pk")
    beside = CaseStudyPilot.objects.filter(pilot__in=seen).select_related("pilot")
    rows = of_pilots(scope, CaseStudy).defer("search")
    return rows.prefetch_related(Prefetch("pilot_links", beside), "sources")


def barriers_of(scope: Scope) -> QuerySet[Barrier]:
    """Barriers of the programme or of its pilots that the reader sees."""
    own = Q(programme=scope.programme) | Q(pilot__in=scope.ids)
    return Barrier.objects.visible_to(scope.user).filter(own)


def _barriers(scope: Scope) -> QuerySet[Any]:
    return (
        barriers_of(scope)
        .select_related("category", "unlocker", "source")
        .defer("search")
        .prefetch_related(
            "place_links__place",
            "sub_type_links__sub_type",
            Prefetch("pilot", Pilot.objects.visible_to(scope.user)),
        )
    )


def _of_barriers(scope: Scope, model: Any) -> QuerySet[Any]:
    seen = barriers_of(scope).order_by().values("pk")
    rows = model.objects.visible_to(scope.user).filter(barrier__in=seen)
    return rows.select_related("barrier", "source")


def _equality(scope: Scope) -> QuerySet[Any]:
    rows = EqualityAnswer.objects.filter(question__pilot__in=scope.ids)
    return rows.select_related("question__pilot", "question__source")


def _joined(values: Any) -> str:
    return "; ".join(values)


def _barrier() -> Column:
    return text("barrier", "The barrier: its reference in barriers.csv", "barrier.reference")


LESSONS = Table(
    "lessons",
    "What helped, what was learned, or what to watch for",
    _lessons,
    (
        text("lesson", "Its number; it stays the same", "pk"),
        pilot(),
        choice("kind", "What kind of lesson", Lesson),
        text("text", "The lesson"),
        text("evidence", "How people know"),
        choice("state", "What is still open or did not work", Lesson, blank="nothing is said"),
        text("helps_with", "The kind of barrier that it helps with", blank="its source says none"),
        Column(
            "topics",
            "Its own themes, parted by “; ”",
            lambda row: _joined(link.topic.name for link in row.topic_links.all()),
            blank="those of its pilot",
        ),
        choice("visibility", "Who can see it", Lesson),
        source(),
        address(),
    ),
)
CASE_STUDIES = Table(
    "case_studies",
    "What was tried and what honestly came of it; withdrawn ones are kept and say why",
    _studies,
    (
        text("case_study", "Its key in addresses", "slug"),
        pilot(),
        Column(
            "other_pilots",
            "Other pilots that it is about: their keys",
            lambda row: _joined(link.pilot.slug for link in row.pilot_links.all()),
            blank="none that you can see",
        ),
        text("title", "Its title"),
        text("tried", "What was tried"),
        choice("outcome", "What came of it", CaseStudy),
        text("reason", "Why we say so"),
        choice("state", "How far it is", CaseStudy),
        text("published_at", "When it was published", values="time in the UK", blank="not yet"),
        text("withdrawn_because", "Why it was withdrawn", blank="it is not"),
        Column(
            "sources",
            "What it rests on: keys in sources.csv",
            lambda row: _joined(one.slug for one in row.sources.all()),
            blank="none is named",
        ),
        address(),
    ),
)
EQUALITY = Table(
    "equality",
    "An answer to a question of equality monitoring; only ranges are kept, for everybody",
    _equality,
    (
        text("pilot", "The pilot: its key in pilots.csv", "question.pilot.slug"),
        text("question", "What was asked", "question.question"),
        text("asked", "Who was asked", "question.asked"),
        Column("base", "How many answered", lambda row: row.question.get_base_display(), "range"),
        text("answer", "The answer"),
        choice("people", "How many gave it", EqualityAnswer),
        Column("as_of", "The date that it is of", lambda row: row.question.day, "date"),
        text("source", "Where it is from: its key in sources.csv", "question.source.slug"),
        text("source_said", "The same in words", "question.source_said", blank="none"),
    ),
)
BARRIERS = Table(
    "barriers",
    "Something that gets in the way of a pilot or of the programme",
    _barriers,
    (
        text("barrier", "Its reference; it stays the same", "reference"),
        text("pilot", "The pilot: its key", "pilot.slug", blank="none, or not one that you see"),
        text("title", "What cannot be done"),
        text("because", "Why"),
        text("people", "What difference it makes to people"),
        Column(
            "places",
            "Where it bites: keys in addresses, the place that leads first",
            lambda row: _joined(link.place.slug for link in row.place_links.all()),
        ),
        text("kind", "What kind of barrier", "category.name", blank="nobody is sure yet"),
        Column(
            "finer_kinds",
            "The finer kinds that it was given",
            lambda row: _joined(str(link.sub_type) for link in row.sub_type_links.all()),
            blank="none",
        ),
        choice("nature", "Whether there really is a rule, for kinds that claim one", Barrier),
        choice("status", "How it stands", Barrier),
        choice("stage", "When it was met", Barrier),
        choice("severity", "How much it matters", Barrier),
        *figure("cost", "What it costs", lambda row: row.cost, "pounds"),
        text("unlocker", "Who could change this", "unlocker.name", blank="nobody is named"),
        choice("lever", "What would change it", Barrier),
        text("ask", "What they are asked to do", blank="nothing is said"),
        text("resolution", "How it was resolved", blank="it is not, or that is not known"),
        day("logged_on", "When it was first said"),
        text("closed_on", "When it was closed", values="date", blank="it is not, or not known"),
        choice("visibility", "Who can see it", Barrier),
        source(),
        address(),
    ),
)
TRIED = Table(
    "barriers_tried",
    "Something that was tried against a barrier, whatever came of it",
    lambda scope: _of_barriers(scope, ActionTried),
    (
        text("tried", "Its number; it stays the same", "pk"),
        _barrier(),
        text("what", "What was tried"),
        text("by", "Who tried it"),
        day("on", "When"),
        choice("outcome", "What came of it", ActionTried),
        text("result", "The same in words"),
        source(),
    ),
)
CHECKS = Table(
    "barriers_checked",
    "A check of whether there really is a rule",
    lambda scope: _of_barriers(scope, Check),
    (
        text("check", "Its number; it stays the same", "pk"),
        _barrier(),
        yes_no("claim", "Whether it is what the logger believed, and no check", "is_claim"),
        text("what", "What was checked", blank="nothing: it is a claim"),
        choice("verdict", "What came of it", Check),
        text("checked_by", "Who checked"),
        day("on", "When"),
        source(),
    ),
)
TABLES = (LESSONS, CASE_STUDIES, EQUALITY, BARRIERS, TRIED, CHECKS)
