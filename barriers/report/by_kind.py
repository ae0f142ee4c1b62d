"""What the first part of the report says of each kind: its natures, and what was left lying."""

from __future__ import annotations

from dataclasses import dataclass, field

from barriers.kind.keys import Kind, key_of
from barriers.models import Barrier
from barriers.report.counts import Counts
from barriers.report.part import Part
from interface import words
from interface.charts.heat import Cell, HeatMap, Row

KEPT_IN_VIEW = (Barrier.Status.NO_ACTION, Barrier.Status.CLOSED_UNRESOLVED)


@dataclass(frozen=True)
class ByKind(Part):
    """The tables whose rows or columns are the kinds of barrier, whatever the places are."""

    counts: Counts = field(default_factory=Counts)

    @property
    def rule_kinds(self) -> list[Kind]:
        """The kinds shown that claim a rule."""
        shown = {pk for pk, _, _ in self.kinds_shown}
        return [one for one in self.filter.kinds if one.concerns_rules and one.pk in shown]

    @property
    def natures(self) -> HeatMap | None:
        """Claims about rules by kind and nature; None where none of the kinds shown claims one."""
        if not self.rule_kinds:
            return None
        labels = [(value, label.capitalize()) for value, label in Barrier.Nature.choices]
        made = []
        for kind in self.rule_kinds:
            cells = [
                Cell(
                    n := self.counts.natures[kind.pk, value],
                    label,
                    self.list_url(category=kind.key, nature=key_of(value)),
                    f"{n}: {kind.short_name}, nature {label.lower()}",
                )
                for value, label in labels
            ]
            n = self.counts.of_kind(kind.pk)
            total = Cell(n, url=self.list_url(category=kind.key), name=f"{n}: {kind.name}")
            made.append(Row(kind.short_name, tuple(cells), total))
        return HeatMap(
            title="Claims about rules, by kind and nature. Each number opens its list",
            columns=tuple(label for _, label in labels),
            rows=tuple(made),
            corner="Kind",
        )

    @property
    def unstated(self) -> str:
        """How many claims say nothing of their nature: "For 6 of these 7 nobody has said"."""
        every = sum(self.counts.of_kind(kind.pk) for kind in self.rule_kinds)
        silent = sum(self.counts.natures[kind.pk, "not_stated"] for kind in self.rule_kinds)
        if not every or not silent:
            return ""
        said = "all" if silent == every else words.number(silent)
        return f"For {said} of these {words.number(every)} nobody has said."

    @property
    def kept(self) -> HeatMap | None:
        """What is not being worked on and is not solved either, by kind; None where all is."""
        made = []
        for status in KEPT_IN_VIEW:
            at = {"status": key_of(status)}
            label = status.label.capitalize()
            cells = [
                Cell(
                    n := self.counts.statuses[pk, status],
                    name,
                    self.list_url(category=key, **at),
                    f"{n}: {name}, {status.label}",
                )
                for pk, key, name in self.kinds_shown
            ]
            n = sum(cell.count for cell in cells)
            total = Cell(n, url=self.list_url(**at), name=f"{n}: {status.label}")
            made.append(Row(label, tuple(cells), total))
        if not any(row.total.count for row in made):
            return None
        return HeatMap(
            title="Neither solved nor worked on, by status and kind. Each number opens its list",
            columns=tuple(name for _, _, name in self.kinds_shown),
            rows=tuple(made),
            corner="Status",
            none_label="none of these",
        )
