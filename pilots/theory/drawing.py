"""Theories of change: read and drawn, and changed while they are drafts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from interface.charts.steps import Step, StepChart, step_chart
from interface.words import capitalised, count_words
from pilots.models import Pilot, Theory, TheoryBox, TheoryLink

COLUMNS = {0: "To begin with", 1: "What is done", 2: "At once", 3: "What changes", 4: "In the end"}
COLUMN = {"problem": 0, "input": 0, "activity": 1, "output": 2, "outcome": 3, "impact": 4}
LEADS_BACK = "This arrow would lead back to where it starts"
FIXED = "This version is agreed and stays as it is. Begin a new version"
MOST_BOXES = 40


@dataclass(frozen=True)
class Row:
    """A box with the arrows that leave it, for the table beside the drawing."""

    box: TheoryBox
    leads_to: list[TheoryLink]


@dataclass(frozen=True)
class Drawn:
    """A version as its page shows it."""

    theory: Theory
    rows: list[Row]
    chart: StepChart | None

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def mark(self) -> str:
        """Says just what is drawn: who agrees on a version sends the mark of what they read."""
        parts = [(box.pk, box.version) for row in self.rows for box in (row.box, *row.leads_to)]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def versions_of(user: Any, pilot: Pilot) -> list[Theory]:
    """The versions that the reader sees, the newest first."""
    found = list(Theory.objects.visible_to(user).filter(pilot=pilot).order_by("-number"))
    for one in found:
        one.pilot = pilot
    return found


def drawn(theory: Theory) -> Drawn:
    """A version with its boxes and arrows: two queries."""
    boxes = list(theory.boxes.select_related("indicator"))
    known = {box.pk: box for box in boxes}
    links = list(theory.links.all())
    out: dict[int, list[TheoryLink]] = defaultdict(list)
    for link in links:
        link.start, link.end = known[link.start_id], known[link.end_id]
        out[link.start_id].append(link)
    boxes.sort(key=lambda box: (COLUMN[box.kind], box.kind != "problem", box.pk))
    return Drawn(theory, [Row(box, out[box.pk]) for box in boxes], chart_of(theory, boxes, links))


def chart_of(
    theory: Theory, boxes: Sequence[TheoryBox], links: Sequence[TheoryLink]
) -> StepChart | None:
    """The drawing of a version."""
    steps = [Step(box.pk, COLUMN[box.kind], box.text) for box in boxes]
    pairs = [(link.start_id, link.end_id) for link in links]
    said = sentence(boxes, links)
    key = f"theory-{theory.pk}"
    return step_chart(key, "Theory of change", steps, pairs, columns=COLUMNS, sentence=said)


def sentence(boxes: Sequence[TheoryBox], links: Sequence[TheoryLink]) -> str:
    """What the drawing shows, in words."""
    counted = [
        f"{count_words(n, 'box', 'boxes')} under “{COLUMNS[column]}”"
        for column in COLUMNS
        if (n := sum(COLUMN[box.kind] == column for box in boxes))
    ]
    first = f"{count_words(len(links), 'arrow')} between {', '.join(counted)}."
    says = "; ".join(f"{link.start.text} leads to {link.end.text}" for link in links[:6])
    more = f"; and {len(links) - 6} more" if len(links) > 6 else ""
    return f"{capitalised(first)}{f' {says}{more}.' if says else ''}"


@transaction.atomic
def begin(*, by: Any, pilot: Pilot, why: str) -> Theory:
    """A new version: a copy of the latest, or an empty first one."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    latest = Theory.objects.filter(pilot=pilot).order_by("-number").first()
    if latest is None:
        return Theory.objects.create(pilot=pilot, number=1, why=why, created_by=by)
    if latest.agreed_at is None:
        raise ValidationError("A new version is already being worked on")
    if not why:
        raise ValidationError({"why": "Say why there is a new version"})
    made = Theory.objects.create(pilot=pilot, number=latest.number + 1, why=why, created_by=by)
    copies: dict[int, TheoryBox] = {}
    for box in latest.boxes.all():
        copies[box.pk] = TheoryBox.objects.create(
            theory=made,
            kind=box.kind,
            text=box.text,
            assumption=box.assumption,
            indicator_id=box.indicator_id,
            created_by=by,
        )
    for link in latest.links.all():
        TheoryLink.objects.create(
            theory=made,
            start=copies[link.start_id],
            end=copies[link.end_id],
            assumption=link.assumption,
            created_by=by,
        )
    return made


@transaction.atomic
def agree(*, by: Any, theory: Theory, as_read: str) -> Theory:
    """Agree on a draft: it is read by all readers of the pilot and changed no more.

    ``as_read`` is the mark of what the person read, who agrees on that and on nothing else.
    """
    _open(theory)
    now = drawn(theory)
    if not now:
        raise ValidationError("There is nothing in it yet. Add a box first")
    if now.mark != as_read:
        raise ValidationError("Somebody changed it while you read it. Read it again, then agree")
    theory.agreed_at = timezone.now()
    theory.save()
    return theory


@transaction.atomic
def write_box(*, by: Any, box: TheoryBox) -> TheoryBox:
    """Add a box to a draft, or change one."""
    _open(box.theory)
    if not box.pk:
        box.created_by = by
        if box.theory.boxes.count() >= MOST_BOXES:
            raise ValidationError(f"{MOST_BOXES} boxes are as many as can be read. Join some")
    box.save()
    return box


@transaction.atomic
def remove_box(*, by: Any, box: TheoryBox) -> None:
    """Take a box and its arrows out of a draft; agreed versions and the history keep them."""
    _open(box.theory)
    box.delete()


@transaction.atomic
def add_link(*, by: Any, link: TheoryLink) -> TheoryLink:
    """Join two boxes of a draft with an arrow that does not lead back."""
    _open(link.theory)
    rows = TheoryLink.objects.filter(theory=link.theory)
    if rows.filter(start=link.start, end=link.end).exists():
        raise ValidationError("These two are joined already")
    if _reaches(link.end_id, link.start_id, list(rows.values_list("start_id", "end_id"))):
        raise ValidationError({"end": LEADS_BACK})
    link.created_by = by
    link.save()
    return link


@transaction.atomic
def remove_link(*, by: Any, link: TheoryLink) -> None:
    """Take an arrow out of a draft."""
    _open(link.theory)
    link.delete()


def _open(theory: Theory) -> None:
    """Held until the end: nobody agrees while somebody else still draws."""
    held = Theory.objects.select_for_update().get(pk=theory.pk)
    if held.agreed_at is not None:
        raise ValidationError(FIXED)


def _reaches(first: int, last: int, links: Sequence[tuple[int, int]]) -> bool:
    waiting, seen = [first], {first}
    while waiting:
        here = waiting.pop()
        if here == last:
            return True
        new = {end for start, end in links if start == here} - seen
        seen |= new
        waiting += new
    return False
