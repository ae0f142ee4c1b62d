"""Heat maps: counts in a table, with a shade as a second way to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface import words

# Upper ends of the first three shades; above the last one everything is k4.
STEPS = (1, 3, 6)


@dataclass(frozen=True)
class Cell:
    """A number that opens its list. ``name`` says it in full to a screen reader."""

    count: int
    column: str = ""
    url: str = ""
    name: str = ""

    @property
    def shade(self) -> str:
        return shade(self.count)

    @property
    def drawn(self) -> SafeString:
        """The number as it stands in the table: drawn here, since there are hundreds on a page."""
        number = words.number(self.count)
        if not self.url:
            return format_html('<span class="{}">{}</span>', self.shade, number)
        link = '<a class="{}" href="{}" aria-label="{}">{}</a>'
        return format_html(link, self.shade, self.url, self.name, number)


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    total: Cell
    url: str = ""


@dataclass(frozen=True)
class HeatMap:
    """A whole map. ``foot`` is the row of totals; totals count each thing once."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: Row | None = None
    corner: str = "Place"
    total_label: str = "All"
    none_label: str = "none logged"

    def without(self, number: int) -> HeatMap:
        """The same without one of its columns."""

        def left(row: Row) -> Row:
            return replace(row, cells=(*row.cells[:number], *row.cells[number + 1 :]))

        return replace(
            self,
            columns=(*self.columns[:number], *self.columns[number + 1 :]),
            rows=tuple(map(left, self.rows)),
            foot=left(self.foot) if self.foot else None,
        )


def shade(count: int | None) -> str:
    """The class of a count: k1 (1), k2 (2 to 3), k3 (4 to 6), k4 (7 or more), "" (none)."""
    if not count or count < 0:
        return ""
    return next((f"k{n}" for n, top in enumerate(STEPS, 1) if count <= top), "k4")


def cells(
    counts: Mapping[str, int], columns: Sequence[tuple[str, str]], row: str, urls: Mapping[str, str]
) -> tuple[Cell, ...]:
    """The cells of one row: ``columns`` are (key, label); a missing count is none."""
    return tuple(
        Cell(
            count=counts.get(column, 0),
            column=label,
            url=urls.get(column, ""),
            name=f"{counts.get(column, 0)}: {label}, {row}",
        )
        for column, label in columns
    )
