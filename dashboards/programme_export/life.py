"""The life of pilots: steps, stretches, moved days, risks, what became of targets, what stays."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from dashboards.programme_export.course import of_pilots
from dashboards.programme_export.figures import key_of
from dashboards.programme_export.table import (
    Column,
    Scope,
    Table,
    choice,
    day,
    pilot,
    source,
    text,
)
from pilots.models import (
    Legacy,
    Milestone,
    MilestoneMove,
    Phase,
    Pilot,
    Risk,
    StatusChange,
    TargetOutcome,
)


def _moves(scope: Scope) -> QuerySet[Any]:
    own = Q(programme=scope.programme) | Q(pilot__in=scope.ids)
    seen = Milestone.objects.visible_to(scope.user).filter(own).order_by().values("pk")
    return MilestoneMove.objects.filter(milestone__in=seen)


def _outcomes(scope: Scope) -> QuerySet[Any]:
    rows = TargetOutcome.objects.visible_to(scope.user)
    own = rows.filter(plan__indicator__pilot__in=scope.ids)
    return own.select_related("plan__indicator__pilot")


def _legacy(scope: Scope) -> QuerySet[Any]:
    seen = Prefetch("child", Pilot.objects.visible_to(scope.user))
    rows = of_pilots(scope, Legacy).select_related("pilot", "funder", "source")
    return rows.prefetch_related(seen)


STATUS_CHANGES = Table(
    "status_changes",
    "A step in the life of a pilot, from one status to the next",
    lambda scope: of_pilots(scope, StatusChange),
    (
        text("step", "Its number; it stays the same", "pk"),
        pilot(),
        choice("before", "How it stood before", StatusChange),
        choice("after", "How it stood from then on", StatusChange),
        day("on", "When"),
        text("why", "Why"),
        text(
            "no_lessons_because",
            "Why the pilot was closed without a lesson",
            blank="it was not, or nothing is said",
        ),
    ),
)
PHASES = Table(
    "phases",
    "A stretch of the life of a pilot: set-up, delivery, an extension, following it up",
    lambda scope: of_pilots(scope, Phase).select_related("pilot", "paid_by", "source"),
    (
        text("phase", "Its number; it stays the same", "pk"),
        pilot(),
        choice("kind", "What kind of stretch", Phase),
        day("planned_start", "When it was to begin"),
        day("planned_end", "When it was to end"),
        day("start", "When it began"),
        day("end", "When it ended"),
        text("paid_by", "Who pays", "payer"),
        text("amount", "How much, as it was said", "amount_said"),
        text("note", "What else is to be said", blank="nothing"),
        source(),
    ),
)
MOVES = Table(
    "milestone_moves",
    "A planned day of a milestone that was moved; the day agreed first stays",
    _moves,
    (
        text("move", "Its number; it stays the same", "pk"),
        text("milestone", "The milestone: its number in milestones.csv", "milestone_id"),
        day("before", "The day planned before"),
        day("after", "The day planned from then on"),
        text("why", "Why"),
        text("moved_at", "When it was moved", "created_at", "time in the UK"),
    ),
)
RISKS = Table(
    "risks",
    "Something that could go wrong with a pilot; never for the public",
    lambda scope: of_pilots(scope, Risk),
    (
        text("risk", "Its number; it stays the same", "pk"),
        pilot(),
        text("what", "What could happen"),
        choice("likelihood", "How likely it is", Risk),
        choice("effect", "How much it would matter", Risk),
        text("effect_said", "What it would mean"),
        text("response", "What is done about it", blank="nothing is said"),
        text("owner", "The job role that looks after it", "owner_said", blank="see its page"),
        text("review_on", "When it is looked at again", values="date"),
        choice("state", "How it stands", Risk),
        text("state_said", "Why it is no longer open", blank="it is open"),
    ),
)
OUTCOMES = Table(
    "target_outcomes",
    "What became of a target by the time that its pilot ended",
    _outcomes,
    (
        text("plan", "The plan: its number in plans.csv", "plan_id"),
        Column(
            "indicator",
            "The indicator: its key in indicators.csv",
            lambda row: key_of(row.plan.indicator),
        ),
        choice("outcome", "What became of it", TargetOutcome),
        text("note", "What is to be said of it", blank="nothing"),
    ),
)
LEGACY = Table(
    "legacy",
    "Something that goes on after a pilot, or went on for a time",
    _legacy,
    (
        text("legacy", "Its number; it stays the same", "pk"),
        pilot(),
        text("what", "What it is"),
        text("paid_by", "Who funds it"),
        choice("state", "Whether it goes on", Legacy),
        day("until", "Until when"),
        text("became", "The pilot that it became: its key", "child.slug", blank="none to see"),
        source(),
    ),
)
TABLES = (STATUS_CHANGES, PHASES, MOVES, OUTCOMES, RISKS, LEGACY)
