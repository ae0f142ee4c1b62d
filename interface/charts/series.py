"""What a chart over time shows: figures, plans, changes; and the same as a table and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from interface import words
from interface.charts.scale import Number


@dataclass(frozen=True)
class Reading:
    """An actual on a date: one value, a range, or not known. ``said`` is it in words.

    ``starts_anew`` says why it does not count what the readings before it count: no line joins it
    to them.
    """

    day: date
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    said: str = ""
    exact: bool = True
    when: str = ""
    starts_anew: str = ""

    @property
    def is_range(self) -> bool:
        return self.value is None and self.low is not None and self.high is not None

    @property
    def known(self) -> bool:
        return self.value is not None or self.is_range

    @property
    def words(self) -> str:
        """The value or range in words."""
        if self.said:
            return self.said
        return _between(self.low, self.high) if self.is_range else words.number(self.value)

    @property
    def when_words(self) -> str:
        """Its date in words."""
        return self.when or words.date_words(self.day)


@dataclass(frozen=True)
class Target:
    """What was planned by a date: from ``low`` to ``high`` (the same for a single value)."""

    day: date
    low: Number
    high: Number
    said: str = ""
    when: str = ""

    @property
    def words(self) -> str:
        """What was planned, in words."""
        return self.said or _between(self.low, self.high)

    @property
    def when_words(self) -> str:
        """Its date in words."""
        return self.when or words.date_words(self.day)


@dataclass(frozen=True)
class TargetChange:
    """A change of the plan, marked on the time axis.

    With ``told`` the table beside the chart tells it too, dated as in ``when``.
    """

    day: date
    said: str
    label: str = ""
    when: str = ""


@dataclass(frozen=True)
class TableRow:
    """A date in the table beside the chart, or what changed then."""

    when: str
    planned: str = ""
    actual: str = ""
    change: str = ""


def sentence(readings: Sequence[Reading], targets: Sequence[Target]) -> str:
    """What the chart shows, said once."""
    parts = []
    anew = [number for number, reading in enumerate(readings) if reading.starts_anew]
    if anew:
        parts.append(
            f"{readings[anew[-1]].starts_anew}: earlier figures count something different."
        )
        readings = readings[anew[-1] :]
    with_value = [reading for reading in readings if reading.known]
    if len(with_value) > 1:
        first, last = with_value[0], with_value[-1]
        parts.append(
            f"Actual: {first.words} ({first.when_words}), {last.words} ({last.when_words})."
        )
    elif with_value:
        parts.append(f"Actual: {with_value[0].words} ({with_value[0].when_words}).")
    else:
        parts.append("No actual is known yet.")
    parts += [f"Planned by {t.when_words}: {t.words}." for t in targets[-1:]]
    if unknown := len(readings) - len(with_value):
        parts.append(f"Not known on {words.count_words(unknown, 'date')}.")
    return " ".join(parts)


def table(
    readings: Sequence[Reading], targets: Sequence[Target], changes: Sequence[TargetChange]
) -> tuple[TableRow, ...]:
    """The rows beside the chart, the oldest date first."""
    plans = {target.day: target for target in targets}
    made = {
        reading.day: TableRow(
            reading.when_words,
            plans[reading.day].words if reading.day in plans else "",
            reading.words if reading.known else (reading.said or words.NOT_KNOWN),
        )
        for reading in readings
    }
    for day, target in plans.items():
        made.setdefault(day, TableRow(target.when_words, target.words, words.NOT_KNOWN))
    rows = [(day, 1, made[day]) for day in made]
    rows += [
        (change.day, 0, TableRow(change.when or words.date_words(change.day), change=change.label))
        for change in changes
        if change.label
    ]
    return tuple(row for _, _, row in sorted(rows, key=lambda dated: dated[:2]))


def _between(low: Number | None, high: Number | None) -> str:
    if low == high:
        return words.number(low)
    return f"{words.number(low)} to {words.number(high)}"
