"""What a comparison is made of: parts, their lines, and a cell for each place.

A page draws them, and a file has a row for each cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from interface.cells import NOT_KNOWN
from interface.words import capitalised


@dataclass(frozen=True, slots=True)
class Link:
    """One of several things in a cell."""

    words: str
    url: str
    note: str = ""

    @property
    def drawn(self) -> str:
        """It, with what stands small below it."""
        words = escape(self.words)
        shown = f'<a href="{escape(self.url)}">{words}</a>' if self.url else words
        return _with_note(shown, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one place has of one thing. Without words and links it is not known.

    ``url`` is the list that a number counts; ``is_none``: nothing is recorded, which is no figure.
    """

    at: str
    words: str = ""
    url: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()
    is_none: bool = False
    value: Decimal | int | None = None
    source_title: str = ""
    source_url: str = ""
    attribution: str = ""
    derivation: str = ""

    @property
    def text(self) -> str:
        """What it says, in one line; empty where it is not known."""
        return self.words or "; ".join(link.words for link in self.links)

    def drawn(self, what: str) -> str:
        """It as it stands in the table; ``what`` says to a screen reader what a number counts."""
        if self.links:
            return "".join(f"<div>{link.drawn}</div>" for link in self.links)
        shown = escape(self.words) or NOT_KNOWN
        if self.url:
            said = f"{escape(what)} in {escape(self.at)}: "
            hidden = f'<span class="vh">{said}</span>' if self.words else ""
            shown = f'<a href="{escape(self.url)}">{hidden}{shown}</a>'
        elif self.words and self.is_none:
            shown = f'<span class="soft">{shown}</span>'
        return _with_note(shown, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is compared: what it is called, and a cell for each place in their order.

    ``country`` is what stands for England beside them, where anything does.
    """

    label: str
    cells: tuple[Cell, ...]
    key: str = ""
    url: str = ""
    note: str = ""
    theme: str = ""
    unit: str = ""
    release: str = ""
    as_of: dt.date | None = None
    definition: str = ""
    caveat: str = ""
    country: Cell | None = None

    @property
    def drawn(self) -> SafeString:
        """Its row as it stands in the table, the country's cell last: drawn here, since there are
        hundreds on a page."""
        cells = (*self.cells, *([self.country] if self.country else []))
        label = escape(self.label)
        head = f'<a href="{escape(self.url)}">{label}</a>' if self.url else label
        note = f'<span class="small soft">{escape(self.note)}</span>' if self.note else ""
        drawn = "".join(
            f'<td role="cell" data-label="{escape(cell.at)}">{cell.drawn(self.label)}</td>\n'
            for cell in cells
        )
        return mark_safe(  # noqa: S308 - each text is escaped where it is written
            f'<tr role="row"><th scope="row" role="rowheader">{head}{note}</th>\n{drawn}</tr>\n'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the comparison; ``empty`` is what it says without a line, ``below`` how to read
    it. ``shown`` lines stand on the page, all of them in the file; ``unmade`` are those of the file
    that were not made, where it is for the page alone."""

    key: str
    title: str
    lines: tuple[Line, ...]
    below: str = ""
    empty: str = ""
    shown: int = 40
    unmade: int = 0
    has_country: bool = False

    @property
    def themes(self) -> list[tuple[str, list[Line]]]:
        """The lines that the page shows, by theme; a part without themes has one without name."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines[: self.shown]:
            groups.setdefault(line.theme, []).append(line)
        return list(groups.items())

    @property
    def left_out(self) -> int:
        """How many lines the page leaves to the file."""
        return max(0, len(self.lines) - self.shown) + self.unmade


def _with_note(shown: str, note: str) -> str:
    """What stands in a cell, with a note small below it where there is one."""
    if not note:
        return shown
    return f'{shown}<span class="small soft">{escape(capitalised(note))}</span>'


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
