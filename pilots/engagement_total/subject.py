"""How totals of people met take part in the whole."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from partnerships.programme_files import (
    OF_PROGRAMME,
    ProgrammeFile,
    Scope,
    day,
    figure,
    of_programme_or_pilots,
    source,
    text,
)
from pilots.models import EngagementTotal
from pilots.pilot.permissions import can_log_progress
from pilots.small_counts import shown
from pilots.subjects import NAMED, PLACED
from records.resting import CitedBy, Line, SourceKept


def _met(total: EngagementTotal) -> Line:
    """No number: how few they were is told on the page, by whom it may be told."""
    if total.pilot is None:
        whole: Any = total.programme
        return Line("How many were met in all", whole.get_absolute_url(), str(whole))
    url = reverse("pilot_engagement", args=[total.pilot.slug])
    return Line("How many were met in all", url, total.pilot.title)


def _logs(user: Any, total: EngagementTotal) -> bool:
    return total.pilot is not None and can_log_progress(user, total.pilot)


def _people(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.told = shown(scope.user, row.people)
    return rows


ENGAGEMENT_TOTALS = ProgrammeFile(
    "engagement_totals",
    "How many were met in all, as a source says it; not to be added to engagement.csv",
    lambda scope: of_programme_or_pilots(scope, EngagementTotal),
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
    order=200,
)


DECLARES = (
    CitedBy(
        model=EngagementTotal,
        key="met",
        noun="total of people met,totals of people met",
        order=80,
        line=_met,
        needs=("programme", *NAMED),
    ),
    SourceKept(model=EngagementTotal, may=_logs, reads=PLACED),
    ENGAGEMENT_TOTALS,
)
