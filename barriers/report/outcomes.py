"""What came of what was tried, counted by kind of barrier; and what helped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.db.models import Count

from barriers.kind.keys import key_of
from barriers.models import Outcome
from barriers.register.filters import BarrierFilter
from barriers.report.part import Part
from barriers.report.tried import MOST_FINDINGS, findings_about, helped_by
from interface import exports, words
from interface.charts.heat import Cell, HeatMap, Row
from pilots.models import Lesson
from records.models import Finding

MOST_LESSONS = 50
OUTCOMES = [(value, label.capitalize()) for value, label in Outcome.choices]
TRIED, NOTHING = "tried", "nothing"


@dataclass(frozen=True)
class Outcomes(Part):
    """The part of the report that shows what worked."""

    counts: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    helped: list[Lesson] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    template: ClassVar[str] = "barriers/report/outcomes.html"
    export_name: ClassVar[str] = "barrier-report-outcomes"
    problem: ClassVar[str] = ""

    def _sum(self, outcome: str) -> int:
        return sum(n for (_, one), n in self.counts.items() if one == outcome)

    @property
    def lead(self) -> str:
        """Against how many something was tried."""
        tried, nothing = self._sum(TRIED), self._sum(NOTHING)
        every = words.count_words(tried + nothing, "barrier")
        return f"Something was tried against {words.number(tried)} of {every}."

    @property
    def heat(self) -> HeatMap:
        """Kinds by what came of it; a barrier against which much was tried stands in several."""
        made = [
            self._row(name, category=key, kind=pk, counted=self.counts)
            for pk, key, name in self.kinds_shown
        ]
        every: Counter[tuple[int | None, str]] = Counter()
        every.update({(None, one): self._sum(one) for _, one in self.counts})
        return HeatMap(
            title="Barriers by kind and by what came of what was tried. Each number opens its list",
            columns=(*(label for _, label in OUTCOMES), "Nothing recorded"),
            rows=tuple(made),
            foot=self._row("All barriers, each once", kind=None, counted=every),
            corner="Kind",
            total_label="Something tried",
            none_label="none of these",
        )

    def _row(
        self,
        label: str,
        *,
        kind: int | None,
        counted: Counter[tuple[int | None, str]],
        category: str = "",
    ) -> Row:
        at = {"category": category} if category else {}
        cells = [
            self._cell(counted[kind, value], said, label, outcome=key_of(value), **at)
            for value, said in OUTCOMES
        ]
        none = self._cell(counted[kind, NOTHING], "Nothing recorded", label, tried="no", **at)
        total = self._cell(counted[kind, TRIED], "Something tried", label, tried="yes", **at)
        return Row(label, (*cells, none), total)

    def _cell(self, n: int, column: str, where: str, **at: str) -> Cell:
        return Cell(n, column, self.list_url(**at), f"{n}: {column.lower()}, {where}")

    @property
    def file_columns(self) -> list[exports.Column]:
        """The columns of the file, with what they mean."""

        def counted(number: int) -> exports.Column:
            value, label = OUTCOMES[number]
            meaning = (
                f"Barriers against which something was tried with the outcome: {label.lower()}"
            )
            return exports.Column(value, label, meaning, lambda row: row.cells[number].count)

        none = "Barriers against which nothing is recorded as tried"
        tried = "Barriers against which something was tried, each once"
        return [
            exports.Column("kind", "Kind", "One of six kinds, or not sure yet", lambda r: r.label),
            *(counted(number) for number in range(len(OUTCOMES))),
            exports.Column("nothing", "Nothing recorded", none, lambda row: row.cells[-1].count),
            exports.Column("tried", "Something tried", tried, lambda row: row.total.count),
        ]

    def exported(self) -> Iterator[Row]:
        """The rows of the table."""
        yield from self.heat.rows


def build(asked: Part) -> Outcomes:
    """What came of what was tried, for these filters."""
    chosen = asked.filter
    return Outcomes(
        chosen,
        asked.params,
        counts=_count(chosen),
        helped=helped_by(chosen, MOST_LESSONS),
        findings=list(findings_about(chosen)[:MOST_FINDINGS]),
    )


def _count(chosen: BarrierFilter) -> Counter[tuple[int | None, str]]:
    """Barriers by kind and outcome, each once in each outcome. One query."""
    found: Counter[tuple[int | None, str]] = Counter()
    counted = (
        chosen.qs.order_by().values_list("category_id", "outcome_bits").annotate(n=Count("pk"))
    )
    for kind, bits, n in counted:
        found[kind, TRIED if bits else NOTHING] += n
        for one in Outcome:
            if bits & one.bit:
                found[kind, one] += n
    return found
