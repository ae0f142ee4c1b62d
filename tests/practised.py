"""Builders of the practice library: steps, guidance, examples, what is often believed."""

from __future__ import annotations

from itertools import count
from typing import Any

from barriers.models import (
    Barrier,
    Believed,
    Category,
    Check,
    Guidance,
    GuidanceFor,
    Practice,
    PracticeExample,
)
from partnerships.models import Place
from tests import builders

_number = count(1)


def practice(code: str = "4a", category: Category | None = None, **fields: Any) -> Practice:
    """A recommended step; one of data sharing unless said."""
    kind = category or builders.category()
    fields = {"step": f"Do thing {code}", "owner": "both", **fields}
    made, _ = Practice.objects.get_or_create(code=code, defaults={"category": kind, **fields})
    return made


def guidance(title: str = "", *kinds: Category, **fields: Any) -> Guidance:
    """Guidance that serves these kinds; data sharing unless said."""
    title = title or f"Guidance {next(_number)}"
    made = Guidance.objects.create(**{"title": title, "about": "About sharing", **fields})
    for kind in kinds or (builders.category(),):
        GuidanceFor.objects.create(guidance=made, category=kind)
    return made


def example(at: Place | None = None, what: str = "", **fields: Any) -> PracticeExample:
    """An example of data sharing at a place, from no barrier unless said."""
    fields = {"category": builders.category(), "place": at, **fields}
    if not {"source", "barrier", "pilot", "lesson"} & fields.keys():
        fields["is_example"] = True
    what = what or f"Thing {next(_number)} was in the way"
    return PracticeExample.objects.create(what=what, **fields)


def belief(barrier: Barrier, claim: str = "", **fields: Any) -> Believed:
    """What a check of a barrier showed to be only believed."""
    check = Check.objects.create(
        barrier=barrier,
        what="The rule was read",
        verdict="no_rule",
        checked_by="Council lawyer",
        on=builders.TODAY,
        created_by=barrier.created_by,
    )
    said = {"because": "the rule says nothing of it", "category": barrier.category, **fields}
    claim = claim or f"Thing {next(_number)} is not allowed"
    return Believed.objects.create(barrier=barrier, found_by=check, claim=claim, **said)


def contest(barrier: Barrier, verdict: str = "rule", **fields: Any) -> Check:
    """A later check of a barrier."""
    said = {"what": "The law was read", "checked_by": "Lawyer", "on": builders.TODAY, **fields}
    return Check.objects.create(barrier=barrier, verdict=verdict, **said)
