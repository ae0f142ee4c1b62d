"""Versions of a theory of change, as their pages show and draw them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interface.charts.steps import Step, StepChart, step_chart
from interface.words import capitalised, count_words
from pilots.pilot.models import Pilot
from pilots.theory.models import Theory, TheoryBox, TheoryLink

COLUMNS = {0: "To begin with", 1: "What is done", 2: "At once", 3: "What changes", 4: "In the end"}
COLUMN = {"problem": 0, "input": 0, "activity": 1, "output": 2, "outcome": 3, "impact": 4}


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
    versions = list(Theory.objects.visible_to(user).filter(pilot=pilot).order_by("-number"))
    for version in versions:
        version.pilot = pilot
    return versions


def drawn(theory: Theory) -> Drawn:
    """A version with its boxes and arrows: two queries."""
    boxes = list(theory.boxes.select_related("indicator"))
    boxes_by_pk = {box.pk: box for box in boxes}
    links = list(theory.links.all())
    out: dict[int, list[TheoryLink]] = defaultdict(list)
    for link in links:
        link.start, link.end = boxes_by_pk[link.start_id], boxes_by_pk[link.end_id]
        out[link.start_id].append(link)
    boxes.sort(key=lambda box: (COLUMN[box.kind], box.kind != "problem", box.pk))
    return Drawn(theory, [Row(box, out[box.pk]) for box in boxes], chart_of(theory, boxes, links))


def chart_of(
    theory: Theory, boxes: Sequence[TheoryBox], links: Sequence[TheoryLink]
) -> StepChart | None:
    """The drawing of a version."""
    steps = [Step(box.pk, COLUMN[box.kind], box.text) for box in boxes]
    pairs = [(link.start_id, link.end_id) for link in links]
    text = sentence(boxes, links)
    key = f"theory-{theory.pk}"
    return step_chart(key, "Theory of change", steps, pairs, columns=COLUMNS, sentence=text)


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
