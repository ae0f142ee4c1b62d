"""What came of escalating barriers, as far as the reader sees what was asked and answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from barriers.escalation.models import ANSWER_KEYS, WAITING
from barriers.models import Escalation
from barriers.report.part import Part
from interface.charts.heat import Cell, HeatMap, Row

# Short, as heads of columns
HEADS = {
    "helped": "It helped",
    "helped-a-little": "It helped a little",
    "did-not-help": "It did not help",
    "not-said": "Nobody has said",
    WAITING: "No answer yet",
}
EVERY = "every"


@dataclass(frozen=True)
class Answers(Part):
    """Barriers by kind and by the answer to their escalation, each once under each answer."""

    counts: Counter[tuple[int | None, str]] = field(default_factory=Counter)

    @property
    def heat(self) -> HeatMap | None:
        """The table; None where nothing was escalated, of what the reader sees."""
        if not self.counts:
            return None
        rows = [
            self._row(pk, key, name) for pk, key, name in self.kinds_shown if self.counts[pk, EVERY]
        ]
        return HeatMap(
            title="Barriers by kind and by what the body answered. Each number opens its list",
            columns=tuple(HEADS.values()),
            rows=tuple(rows),
            corner="Kind",
            total_label="Escalated",
            none_label="none of these",
        )

    def _row(self, pk: int | None, key: str, name: str) -> Row:
        def cell(said: str, label: str, **at: str) -> Cell:
            n = self.counts[pk, said]
            url = self.list_url(category=key, **at)
            return Cell(n, label, url, f"{n}: {label.lower()}, {name}")

        cells = tuple(cell(answer, label, answer=answer) for answer, label in HEADS.items())
        return Row(name, cells, cell(EVERY, "escalated", asked="yes"))


def build(part: Part) -> Answers:
    """What bodies answered, for these filters; nothing for who is signed out. One query."""
    chosen, counts = part.filter, Counter[tuple[int | None, str]]()
    if not chosen.user.is_authenticated:
        return Answers(chosen, part.params)
    answered = Q(state__in=Escalation.ANSWERS)
    rules = {answer: answered & Q(helped=helped) for answer, helped in ANSWER_KEYS.items()}
    rules[WAITING] = Q(state__in=Escalation.OPEN)
    columns = {
        f"n_{number}": Count("barrier", distinct=True, filter=rule)
        for number, rule in enumerate(rules.values())
    }
    rows: Any = Escalation.objects.visible_to(chosen.user).exclude(state=Escalation.State.WITHDRAWN)
    rows = rows.filter(barrier__in=chosen.qs.order_by().values("pk")).order_by()
    every = Count("barrier", distinct=True)
    for row in rows.values("barrier__category").annotate(n_every=every, **columns):
        kind = row["barrier__category"]
        counts[kind, EVERY] = row["n_every"]
        for number, answer in enumerate(rules):
            counts[kind, answer] = row[f"n_{number}"]
    return Answers(chosen, part.params, counts)
