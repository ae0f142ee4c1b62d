"""How the practice library takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from barriers.models import Believed, Guidance, GuidanceFor, PracticeExample
from barriers.practice.permissions import can_keep_library, can_word
from records.differences import InHistory
from records.merging import Does, PlaceRule
from records.resting import CitedBy, HasNotes, Line, SourceKept


def _example(example: PracticeExample) -> Line:
    return Line(str(example), reverse("practice_examples"))


def _keeps_library(user: Any, record: Any) -> bool:
    return can_keep_library(user)


def _words(user: Any, belief: Believed) -> bool:
    return can_word(user, belief.barrier)


DECLARES = (
    PlaceRule(PracticeExample, "place", Does.STAY, because="it was so there"),
    CitedBy(model=Guidance, key="guidance", noun="piece of guidance,pieces of guidance", order=250),
    CitedBy(model=PracticeExample, key="examples", noun="example", order=260, line=_example),
    SourceKept(model=Guidance, may=_keeps_library),
    SourceKept(model=PracticeExample, may=_keeps_library),
    InHistory(model=GuidanceFor, named_by=("sub_type",)),
    CitedBy(model=Believed, key="believed", noun="belief", order=270),
    SourceKept(
        model=Believed,
        may=_words,
        reads=("barrier__place_links__place",),
        counts=Q(category__isnull=False),
    ),
    InHistory(model=Believed, labels={"claim": "What is believed"}),
    HasNotes(model=Guidance),
)
