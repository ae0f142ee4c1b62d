"""What the file of a comparison is made of: parts, their lines, and a cell for each place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one place has of one thing. Without words it is not known.

    ``url`` is the list that a number counts; ``is_none``: nothing is recorded, which is no figure.
    """

    at: str
    words: str = ""
    url: str = ""
    note: str = ""
    is_none: bool = False
    value: Decimal | int | None = None
    source_title: str = ""
    attribution: str = ""
    derivation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is compared: what it is called, and a cell for each place in their order.

    ``country`` is what stands for England beside them, where anything does.
    """

    label: str
    cells: tuple[Cell, ...]
    theme: str = ""
    unit: str = ""
    release: str = ""
    as_of: dt.date | None = None
    definition: str = ""
    caveat: str = ""
    country: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the comparison."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One cell with all that stands beside it, as a file has it."""

    part: Part
    line: Line
    cell: Cell


def file_rows(parts: tuple[Part, ...]) -> Iterator[FileRow]:
    """Every cell of every part, England's after those of the places."""
    for part in parts:
        for line in part.lines:
            yield from (FileRow(part, line, cell) for cell in line.cells)
            if line.country and not line.country.is_none:
                yield FileRow(part, line, line.country)
