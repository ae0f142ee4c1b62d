"""How pilots went: updates, milestones, changes of plan, whom they met."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

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
from pilots.engagement import file, reading
from pilots.engagement.small_counts import shown
from pilots.models import Change, Engagement, EngagementTotal, Milestone, Update
from pilots.update import record

NOT_FOR_YOU = "nothing, or not for you to read"


def of_pilots(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the pilots that the reader sees."""
    rows = model.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    return rows.select_related("pilot")


def _of_either(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the programme itself, and of those pilots."""
    own = Q(programme=scope.programme) | Q(pilot__in=scope.ids)
    return model.objects.visible_to(scope.user).filter(own).select_related("pilot", "source")


def _updates(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.told = record.read(scope.user, row)
    return rows


def _meetings(scope: Scope, rows: list[Any]) -> list[Any]:
    return list(file.told(scope.user, timezone.localdate(), rows))


def _people(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.told = shown(scope.user, row.people)
    return rows


def _meeting_columns() -> tuple[Column, ...]:
    """Those of the list of meetings, so that both files say the same."""
    kept = [one for one in file.columns() if one.name not in ("source", "place", "address")]
    return tuple(Column(one.name, one.meaning or one.label, one.value) for one in kept)


OF_PROGRAMME = text(
    "pilot", "The pilot: its key in pilots.csv", "pilot.slug", blank="of the programme itself"
)
UPDATES = Table(
    "updates",
    "An update of a pilot; one that is not accepted yet reaches only its place and its funder",
    lambda scope: of_pilots(scope, Update).select_related(
        "created_by", "questioned_by", "accepted_by", "pilot"
    ),
    (
        pilot(),
        text("update", "Its number within the pilot", "number"),
        text("period_start", "The first day that it is about", values="date"),
        text("period_end", "The last day that it is about", values="date"),
        choice("state", "How it stands", Update),
        yes_no("no_change", "Whether it says that nothing changed"),
        text(
            "confidence",
            "What the people who deliver say of how it goes",
            "told.confidence",
            "; ".join(str(said) for said in Update.Confidence.labels),
            NOT_FOR_YOU,
        ),
        text("happened", "What happened", "told.happened", blank=NOT_FOR_YOU),
        text("next_steps", "What is next", "told.next_steps", blank=NOT_FOR_YOU),
        text("help_needed", "What help is needed", "told.help_needed", blank=NOT_FOR_YOU),
        text("public_sentence", "What residents read", blank="none"),
        text("question", "What its reader asked", "told.question", blank=NOT_FOR_YOU),
        text("answer", "What was answered", "told.answer", blank=NOT_FOR_YOU),
        text("submitted_at", "When it was sent", "created_at", "time in the UK"),
        text("accepted_at", "When it was accepted", values="time in the UK", blank="not yet"),
        address(),
    ),
    _updates,
)
MILESTONES = Table(
    "milestones",
    "Something that was to happen, or happened",
    lambda scope: _of_either(scope, Milestone),
    (
        text("milestone", "Its number; it stays the same", "pk"),
        OF_PROGRAMME,
        text("text", "What was to happen"),
        day("due", "The date agreed", blank="none is known"),
        day("done", "When it happened", blank="not yet, or not known"),
        text("given_up_on", "When it was given up", values="date", blank="it was not"),
        text("given_up_because", "Why it will not happen", blank="it was not given up"),
        yes_no("worked_out", "Worked out from its source, not stated in it", "is_worked_out"),
        source(),
    ),
)
CHANGES = Table(
    "changes_of_plan",
    "A change of what a pilot does",
    lambda scope: of_pilots(scope, Change).select_related("pilot", "source"),
    (
        text("change", "Its number; it stays the same", "pk"),
        pilot(),
        text("before", "What it did before"),
        text("after", "What it did from then on"),
        text("why", "Why"),
        text("agreed_by", "Who agreed"),
        day("on", "When"),
        source(),
    ),
)
ENGAGEMENT = Table(
    "engagement",
    "A meeting, visit, workshop or outreach of a pilot; people are counted, never named",
    lambda scope: reading.with_all(
        Engagement.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    ),
    (
        pilot(),
        *_meeting_columns(),
        text("place", "Where: its key in addresses", "place.slug", blank="not said"),
        source(),
        address(),
    ),
    _meetings,
)
ENGAGEMENT_TOTALS = Table(
    "engagement_totals",
    "How many were met in all, as a source says it; not to be added to engagement.csv",
    lambda scope: _of_either(scope, EngagementTotal),
    (
        text("total", "Its number; it stays the same", "pk"),
        OF_PROGRAMME,
        *figure("people", "How many people", lambda row: row.told, "people"),
        text("teams", "How many teams", values="teams"),
        text("departments", "How many departments", values="departments"),
        day("as_of", "The date that it is of"),
        source(),
    ),
    _people,
)
TABLES = (UPDATES, MILESTONES, CHANGES, ENGAGEMENT, ENGAGEMENT_TOTALS)
