"""What a comparison is made of: parts, their lines, and a cell for each place.

A page draws them, and a file has a row for each cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from interface.cells import NOT_KNOWN, small, soft
from interface.words import capitalised


@dataclass(frozen=True, slots=True)
class Link:
    """One of several things in a cell."""

    words: str
    url: str
    note: str = ""

    @property
    def drawn(self) -> SafeString:
        """It, with what stands small below it."""
        words = format_html('<a href="{}">{}</a>', self.url, self.words) if self.url else self.words
        return _with_note(words, self.note)


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

    def drawn(self, what: str) -> SafeString:
        """It as it stands in the table; ``what`` says to a screen reader what a number counts."""
        if self.links:
            return format_html_join("", "<div>{}</div>", ((link.drawn,) for link in self.links))
        shown: str = self.words
        if not self.words:
            shown = (
                format_html('<a href="{}">{}</a>', self.url, NOT_KNOWN) if self.url else NOT_KNOWN
            )
        elif self.url:
            said = format_html('<span class="vh">{} in {}: </span>', what, self.at)
            shown = format_html('<a href="{}">{}{}</a>', self.url, said, self.words)
        elif self.is_none:
            shown = soft(self.words)
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
        """Its cells as they stand in the table, the country's last: drawn here, since there are
        hundreds on a page."""
        cells = (*self.cells, *([self.country] if self.country else []))
        return format_html_join(
            "\n",
            '<td role="cell" data-label="{}">{}</td>',
            ((cell.at, cell.drawn(self.label)) for cell in cells),
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


def _with_note(shown: str, note: str) -> SafeString:
    """What stands in a cell, with a note small below it where there is one."""
    return (
        format_html("{}{}", shown, small(capitalised(note))) if note else conditional_escape(shown)
    )


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
