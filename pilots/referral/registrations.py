"""How referrals take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from interface.columns import Column
from pilots.models import Referral
from pilots.people_counts import shown
from pilots.referral.views import Referrals
from pilots.subjects import NAMED
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does
from records.resting import CitesSource, Line
from registry.programme_files import ProgrammeFile, Scope, choice, day, figure, pilot, source, text


def _line(referral: Referral) -> Line:
    """No number: how few they were is told on the page, by whom it may be told."""
    came = referral.direction == Referral.Direction.IN
    text = f"Came from: {referral}" if came else f"Sent on to: {referral}"
    return Line(text, reverse("pilot_referrals", args=[referral.pilot.slug]), referral.pilot.title)


def _with_people(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.people_shown = shown(scope.user, row.people)
    return rows


def _referrals(scope: Scope) -> QuerySet[Any]:
    rows = Referral.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    return rows.select_related("pilot", "organisation", "source")


REFERRALS = ProgrammeFile(
    "referrals",
    "How many people came to a pilot, or were sent on from it, in a period",
    _referrals,
    (
        text("referral", "Its number; it stays the same", "pk"),
        pilot(),
        choice("direction", "Direction", Referral),
        text(
            "organisation", "From or to whom: its key", "organisation.slug", blank="a way, no body"
        ),
        Column("name", "The organisation’s name today, or the way", value=str),
        *figure("people", "How many people", lambda row: row.people_shown, "people"),
        choice("not_known_because", "Why it is not known", Referral, "missing", "it is known"),
        day("period_start", "From when"),
        day("period_end", "Until when"),
        text("note", "To be read with the figure", blank="none"),
        source(),
    ),
    _with_people,
    order=150,
)


REGISTRATIONS = (
    *Referrals.registrations(),
    BodyRule(
        Referral,
        "organisation",
        Does.MOVE,
        noun="count of referrals,counts of referrals",
        order=450,
    ),
    CitesSource(
        model=Referral,
        key="referrals",
        noun="referral",
        order=90,
        line=_line,
        needs=("organisation", *NAMED),
    ),
    REFERRALS,
    HistoryLabel(
        model=Referral,
        signed_in_because="a small count that is hidden today may have been a larger one",
        named_by=(
            "organisation",
            "route",
        ),
    ),
    Absent(
        model=Referral,
        at=Whole.FILES,
        why="no format reads counts of referrals by period and body",
        to_come=True,
    ),
)
