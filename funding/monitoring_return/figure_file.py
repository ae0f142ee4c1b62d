"""The figures that returns ask for, as a file to fill them from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from funding.monitoring_return.filling import Asked, Found
from interface.columns import Column
from interface.words import capitalised

Row = tuple[Asked, Found | None]


def file_rows(asked: Iterable[Asked]) -> Iterator[Row]:
    """A row for each indicator that counts a figure, and one for a figure that none counts."""
    for row in asked:
        yield from ((row, found) for found in row.found)
        if not row.found:
            yield row, None


def _of(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row[1], name) if row[1] else None


def _actual(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row[1].actual, name) if row[1] and row[1].actual else None


FIGURES = (
    Column("figure", "Figure", "What is asked for", lambda row: row[0].figure.name),
    Column("unit", "Counted in", "As it is asked for", lambda row: row[0].figure.unit),
    Column("duty", "Asked in", "Which duty asks", lambda row: row[0].figure.duty.what),
    Column("fund", "Fund", "Which fund asks", lambda row: row[0].figure.duty.fund.name),
    Column("due", "Due", "By when the return must be sent", lambda row: row[0].one.due),
    Column("period_start", "Period from", "Its first day", lambda row: row[0].one.period_start),
    Column("period_end", "Period to", "Its last day", lambda row: row[0].one.period_end),
    Column(
        *("definition", "Definition", "The shared definition by which it is counted"),
        lambda row: row[0].figure.shared and row[0].figure.shared.name,
        blank="none",
    ),
    Column("value", "In the record", "The figure in words, with how exact it is", _of("words")),
    Column("value_low", "As a number", "Or the low end of a range", _actual("value_low")),
    Column(*("value_high", "High end", "Only for a range", _actual("value_high")), blank="none"),
    Column("as_of", "As at", "The day that the figure is of", _of("when")),
    Column(
        *("waits", "Waits", "Whether it still waits to be accepted"),
        lambda row: row[1].actual.waits if row[1] and row[1].actual else None,
        blank="none",
    ),
    Column(
        *("pilot", "Pilot", "Whose indicator counts it"),
        lambda row: capitalised(row[1].indicator.pilot.title) if row[1] else None,
    ),
    Column(
        *("address", "Address", "The page of that indicator"),
        lambda row: row[1].indicator.get_absolute_url() if row[1] else None,
    ),
)
