"""Rows of a file that are none of its records: totals, headings of areas, headings once more; and
those that are probably another row again.

They are found as the file is sent, by what stands in them, and left out unless somebody keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from imports.record_import.models import RecordImport
from records.files.headings import Area
from registry.imported import ImportFormat

MOST = 2_000
SUMMED = 5_000  # the first rows of a file, in which sums are looked for
LEAST = 100  # rows that are numbered 1, 2, 3 are no sums
FEWEST = 3  # headings of a sheet in which a row of one cell says something of those below it
TOTAL, NUMBERS, HEADING, MERGED, AGAIN = "total", "numbers", "heading", "merged", "again"
CALLED = {
    TOTAL: "a total",
    NUMBERS: "a total",
    HEADING: "a heading",
    MERGED: "a heading",
    AGAIN: "the headings once more",
}
_SURE = re.compile(r"\W*(?:(?:grand|overall|running)[\s-]*|sub[\s-]*)totals?\b.*", re.IGNORECASE)
_BARE = re.compile(r"\W*totals?\b(?:\W*|\W+(?:for|in|of)\b.*|[\W\d]*)", re.IGNORECASE)
_PERHAPS = re.compile(r"\W*totals?\b.*|.*\btotals?\W*", re.IGNORECASE)
_PLAIN = re.compile(r"£?\s*(\d[\d,]{0,15}(?:\.\d{1,2})?)")
_NUMBER = re.compile(r"[\s(£\-−–]*\d[\d,.\s]*(?:k|m|%)?\s*\)?-?(?:\s[a-z]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Aside:
    """A row that seems to be no record: its number, its first words and what it seems to be."""

    number: int
    text: str
    called: str
    is_kept: bool
    line: str = ""
    is_again: bool = False


@dataclass
class Sums:
    """What the numbers of rows come to: all of them, and those since the last total or heading."""

    rows: int = 0
    since: int = 0
    of_all: dict[int, list[Decimal]] = field(default_factory=dict)  # the sum, and of how many
    of_since: dict[int, list[Decimal]] = field(default_factory=dict)
    always: set[int] = field(default_factory=set)  # the columns that every row fills

    def look(self, cells: Sequence[str], why: str) -> str:
        """What a row seems to be: a total, too, where it sums those above without being one."""
        filled = {at for at, text in enumerate(cells) if text}
        numbers = {at: number for at in filled if (number := _number(cells[at])) is not None}
        if not why and self.always - filled and min(filled) not in numbers:
            sums = [self.of_since] * (self.since >= 2) + [self.of_all] * (self.rows >= 2)
            is_sum = any(
                at in each and each[at][0] == number >= LEAST and each[at][1] >= 2
                for at, number in numbers.items()
                for each in sums
            )
            why = TOTAL if is_sum else ""
        if why:
            self.of_since, self.since = {}, 0
            return why
        self.always = self.always & filled if self.rows else filled
        self.rows, self.since = self.rows + 1, self.since + 1
        for at, number in numbers.items():
            for each in (self.of_all, self.of_since):
                total, count = each.get(at, (Decimal(), 0))
                each[at] = [total + number, Decimal(count + 1)]
        return ""


def _number(text: str) -> Decimal | None:
    """An amount that is written in full, and more than nothing."""
    said = _PLAIN.fullmatch(text)
    number = Decimal(said[1].replace(",", "")) if said else Decimal()
    return number or None


@dataclass
class Finder:
    """Looks at the rows of one sheet as they go by."""

    head: list[str]
    merged: Sequence[str] = ()
    found: list[list[Any]] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)

    def __post_init__(self) -> None:
        self.headings = sum(map(bool, self.head))
        areas = [area for area in map(Area.of, self.merged) if area]
        self.across = {area.top for area in areas if area.right > area.left}

    def look(self, number: int, cells: list[str]) -> None:
        """Note a row that is probably no record, with the columns that it fills."""
        first = next((at for at, text in enumerate(cells) if text), 0)
        text = cells[first]
        why = ""
        if "total" in text.casefold():
            why = self._total(text, cells[first + 1 :])
        elif len(cells) == first + 1:
            why = self._alone(number, first, text) if self.headings >= FEWEST else ""
        elif text[0] in "£(-0123456789":
            why = NUMBERS if all(_NUMBER.fullmatch(cell) for cell in cells if cell) else ""
        elif cells == self.head:
            why = AGAIN
        if self.headings >= FEWEST and self.sums.rows < SUMMED:
            why = self.sums.look(cells, why)
        if why and len(self.found) < MOST:
            filled = [at for at, cell in enumerate(cells) if cell]
            self.found.append([number, text[:100], why, filled])

    def _alone(self, number: int, at: int, text: str) -> str:
        if _NUMBER.fullmatch(text):
            return NUMBERS if at else ""
        return MERGED if number in self.across or text.endswith(":") else HEADING

    def _total(self, text: str, others: Sequence[str]) -> str:
        if _SURE.fullmatch(text) or _BARE.fullmatch(text):
            return TOTAL
        is_sum = all(_NUMBER.fullmatch(cell) for cell in others if cell)
        return TOTAL if is_sum and any(others) and _PERHAPS.fullmatch(text) else ""


def asides_of(row: RecordImport, kind: ImportFormat) -> list[Aside]:
    """The rows of a file that seem to be no records, with its columns as they are matched.

    A cell that stands alone is the name of a record where each row needs it, unless it is merged
    across or ends with a colon; numbers without a name are a total.
    """
    needed = {
        int(at)
        for at, key in row.columns.items()
        if key == kind.named_by or any(c.key == key and c.is_needed for c in kind.columns)
    }
    named = {int(at) for at, key in row.columns.items() if key == kind.named_by}
    kept = set(row.found.get("kept", ()))
    again = [
        Aside(number, text, f"{row.line(first)} again", number in kept, row.line(number), True)
        for number, text, first in row.found.get("again", ())
    ]
    others = [
        Aside(number, text, CALLED[why], number in kept, row.line(number))
        for number, text, why, filled in row.found.get("rows", ())
        if not (why == HEADING and needed.intersection(filled))
        and not (why == NUMBERS and (not named or named.intersection(filled)))
    ]
    return sorted(again + others, key=lambda one: one.number)


def left_out(row: RecordImport, kind: ImportFormat) -> set[int]:
    """The numbers of the rows that are left out."""
    return {aside.number for aside in asides_of(row, kind) if not aside.is_kept}
