"""Builders of what was learned: lessons, case studies, events, what residents said, equality."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from partnerships.models import Place
from pilots.models import CaseStudy, EqualityQuestion, LearningEvent, Lesson, Pilot, YouSaid
from tests import builders

_number = count(1)


def lesson(of: Pilot, text: str = "Ask people first.", **fields: Any) -> Lesson:
    """A lesson of a pilot; public unless said."""
    return Lesson.objects.create(pilot=of, text=text, **{"visibility": "public", **fields})


def case_study(of: Pilot, title: str = "Letters to landlords", **fields: Any) -> CaseStudy:
    """A case study that says that it did not work; it waits for a review, public once published.

    With ``state="published"`` somebody has reviewed it.
    """
    fields = {"visibility": "public", "outcome": "did_not", "tried": "Letters", **fields}
    if fields.get("state") == "published":
        moment = dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC)
        fields.setdefault("reviewed_by", builders.user(f"Reviewer {next(_number)}"))
        fields.setdefault("reviewed_at", moment)
        fields.setdefault("published_at", moment)
    fields.setdefault("reason", "Two of 40 replied.")
    return CaseStudy.objects.create(
        pilot=of, title=title, slug=f"{slugify(title)}-{next(_number)}", **fields
    )


def learning_event(title: str = "What we learned", **fields: Any) -> LearningEvent:
    """An event in twenty days, for everyone unless said."""
    day = timezone.localdate() + dt.timedelta(days=20)
    fields = {"day": day, "for_whom": "Anyone", "visibility": "public", **fields}
    return LearningEvent.objects.create(title=title, **fields)


def you_said(at: Place, said: str = "The crossing is dangerous.", **fields: Any) -> YouSaid:
    """What residents of a place said, answered and proposed; public with ``state="approved"``."""
    fields = {"said_by": "Parents at two schools", "did": "A crossing was built.", **fields}
    if fields.get("state") == "approved":
        fields.setdefault("decided_at", dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC))
    return YouSaid.objects.create(place=at, said=said, **fields)


def equality_question(of: Pilot, question: str = "How old are you?", **fields: Any) -> Any:
    """A question of equality monitoring that fewer than 50 people answered."""
    fields = {
        "asked": "Everyone who came",
        "base": "25-49",
        "source_said": "Sign-in sheet",
        **fields,
    }
    return EqualityQuestion.objects.create(pilot=of, question=question, **fields)
