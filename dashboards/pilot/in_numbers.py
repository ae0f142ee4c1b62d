"""What a pilot has, in numbers: one query, by which its page knows what it need not ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, OuterRef

from access.kept import kept
from access.subqueries import UpTo
from collaboration.models import Comment
from dashboards.pilot.tags import MOST, Counts, counts_as, counts_of, read_counts
from interface.paging import BoundedCount, up_to
from pilots.models import (
    CaseStudy,
    CaseStudyPilot,
    Engagement,
    Lesson,
    Pilot,
    PilotTopic,
    PlanChange,
    Referral,
    Remeasure,
    Risk,
)
from pilots.pilot.permissions import can_read_working_text
from records.models import FindingSubject, Note
from records.related import any_row, marks

# What is counted of the risks, as ``in_short`` names it
RISKS = ("open", "high", "due")
# Of what the reader sees: none of these is shown where it counts none
COUNTED = ("barriers", "engagement", "figures", "partners", "updates")


@dataclass(frozen=True)
class InNumbers:
    """How many of each part the reader sees; what it is about; what may go wrong with it and what
    was said about it, for who may read that; how many questions nobody has answered."""

    counts: Counts
    topics: list[str]
    gaps: BoundedCount
    risks: dict[str, int] | None
    comments: BoundedCount | None


def in_numbers(user: Any, pilot: Pilot, today: dt.date) -> InNumbers:
    """For a pilot that the reader sees, which is marked with what it has (``records.related``)."""
    reads = can_read_working_text(user)
    [found] = _found(user, reads, today, pilot=pilot)
    counts = read_counts(found)
    for kind in (*_kinds(), "recounts", "caveats"):
        setattr(pilot, f"has_{kind}", found[f"has_{kind}"])
    for kind in COUNTED:
        setattr(pilot, f"has_{kind}", bool(int(counts[kind])))
    risks = {name: found[f"risks_{name}"] for name in RISKS} if reads else None
    if risks is not None:
        counts["risks"] = up_to(risks["open"], MOST)
    comments = up_to(found["comments"], MOST) if reads else None
    return InNumbers(counts, found["topic_names"], up_to(found["gaps"], MOST), risks, comments)


@kept
def _found(user: Any, reads: bool, today: dt.date, *, pilot: Any) -> Any:
    """What is asked of the pilot; of working text only for who ``reads`` it."""
    of_pilot = Risk.objects.filter(pilot=OuterRef("pk"))
    risks = of_pilot.in_short(user, today) if reads else {}
    named = PilotTopic.objects.filter(pilot=OuterRef("pk")).order_by("topic__name")
    besides = {
        kind.__name__.lower(): kind.objects.visible_to(user).filter(pilot=OuterRef("pk"))
        for kind in (Engagement, Lesson, Referral)
    }
    pilots = ContentType.objects.get_for_model(Pilot)
    about = {"subject_type": pilots, "subject_id": OuterRef("pk")}
    notes = Note.objects.filter(**about)
    asked = {
        **counts_of(user),
        **counts_as(besides),
        "gaps": UpTo(notes.filter(kind=Note.Kind.GAP), MOST),
        "has_caveats": Exists(notes.filter(kind=Note.Kind.CAVEAT)),
        **{f"risks_{name}": UpTo(rows, MOST) for name, rows in risks.items()},
        **marks(_kinds()),
        "has_recounts": Exists(Remeasure.objects.filter(indicator__pilot=OuterRef("pk"))),
        "topic_names": ArraySubquery(named.values("topic__name")),
    }
    if reads:
        asked["comments"] = UpTo(Comment.objects.filter(**about), MOST)
    return Pilot.objects.filter(pk=pilot).values(**asked)


def _kinds() -> dict[str, Func]:
    """Kinds of which there may be any, whoever may read them."""
    pilots = ContentType.objects.get_for_model(Pilot).pk
    return {
        "changes": any_row(PlanChange, "pilot"),
        "lessons": any_row(Lesson, "pilot"),
        "own_studies": any_row(CaseStudy, "pilot"),
        "studies": any_row(CaseStudyPilot, "pilot"),
        "notes": any_row(Note, "subject_id", subject_type=pilots),
        "findings": any_row(FindingSubject, "subject_id", subject_type=pilots),
        "children": any_row(Pilot, "parent"),
    }
