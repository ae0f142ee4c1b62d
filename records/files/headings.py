"""Where the headings of a sheet end and its rows begin, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Row = tuple[int, list[str]]
TITLES = 10  # rows of a single cell that stand above a table at most; as many are a list
WIDE = 4  # so many cells are headings of their own, where pairs stand above them
UNDER_A_DATE = 3  # or so many, where the first pair holds a number or a date
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})( [\d:]+)?")
_AREA = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


@dataclass(frozen=True)
class Area:
    """Cells that are merged: the first and the last of their rows, and of their columns from 0."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def of(cls, address: str) -> Area | None:
        """The area of an address such as F2:G3."""
        if (said := _AREA.fullmatch(address)) is None:
            return None
        return cls(int(said[2]), int(said[4]), _column(said[1]), _column(said[3]))


def _column(name: str) -> int:
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


@dataclass
class Headings:
    """The headings of a sheet, the row in which they end, and the rows below, as they are read."""

    head: list[str]
    row: int
    below: Iterator[Row]


def find(rows: Iterable[Row], merged: Sequence[str]) -> Headings | None:
    """The headings of rows that hold something; None where nothing stands below any."""
    each, titles = iter(rows), list[Row]()
    for number, cells in each:
        # A title above the table stands in a cell of its own; ten such rows are a list
        titles.append((number, cells))
        is_single = sum(map(bool, cells)) < 2
        if is_single and len(titles) < TITLES:
            continue
        waiting = titles if is_single else _without_pairs(titles[-1], each, merged)
        return _below(waiting, each, merged)
    return _below(titles, each, merged) if len(titles) > 1 else None  # a list of one column


def _without_pairs(first: Row, each: Iterator[Row], merged: Sequence[str]) -> list[Row]:
    """The headings and what was read of the rows below them, without pairs above: "Month | May"."""
    rows = [first]
    if sum(map(bool, first[1])) > 2 or _across(first[0], merged):
        return rows
    wide = UNDER_A_DATE if _DIGIT.search("".join(first[1])) else WIDE
    for row in each:
        filled = [cell for cell in row[1] if cell]
        are_words = len(set(filled)) == len(filled) and not _DIGIT.search("".join(filled))
        if rows == [first] and _is_of_a_day(first) and len(filled) > 1 and not _begin_so(filled):
            return [row]  # "Last updated | 2015-09-21" above a table
        if len(filled) >= wide and are_words:
            return [row]
        rows.append(row)
        if len(filled) > 2 or len(rows) > TITLES:
            break
    return rows


def _is_of_a_day(row: Row) -> bool:
    """Whether a cell is a date and no more, as none of a heading is."""
    return any(_DATE.fullmatch(cell) for cell in row[1])


def _begin_so(cells: list[str]) -> bool:
    return any(_DIGIT.match(cell) for cell in cells)


def _across(number: int, merged: Sequence[str]) -> list[range]:
    """The columns that are merged across in this row alone."""
    areas = [area for area in map(Area.of, merged) if area and area.top == area.bottom == number]
    return [range(area.left, area.right + 1) for area in areas if area.right > area.left]


def _below(waiting: list[Row], each: Iterator[Row], merged: Sequence[str]) -> Headings | None:
    (number, head), rows = waiting[0], waiting[1:]
    if not rows and (following := next(each, None)):
        rows = [following]
    if not rows:
        return None
    if (both := _on_two_lines(number, head, rows[0][1], merged)) and rows[0][0] == number + 1:
        number, head, rows = rows[0][0], both, rows[1:]
        if not rows and (following := next(each, None)):
            rows = [following]
        if not rows:
            return None
    return Headings(head, number, _chained(rows, each))


def _chained(rows: list[Row], each: Iterator[Row]) -> Iterator[Row]:
    yield from rows
    yield from each


def _on_two_lines(
    number: int, above: list[str], below: list[str], merged: Sequence[str]
) -> list[str] | None:
    """One heading for each column, where the first line only groups those of the second."""
    groups = _across(number, merged)
    is_sure = bool(groups)
    groups = groups or _gaps(above, len(below))
    within = {at for group in groups for at in group}
    filled = {at for at, text in enumerate(below) if text}
    others = [text for at, text in enumerate(above) if at not in within and text]
    is_only_of_groups = filled and filled <= within
    if not is_sure:  # a row of the table may leave most of its cells empty as well
        is_whole = any(filled >= set(group) for group in groups)
        if not (is_only_of_groups and is_whole and len(others) > 1):
            return None
    elif not (is_only_of_groups or not others):
        return None
    named = {at: above[group[0]] for group in groups if group[0] < len(above) for at in group}
    made = [*above, *[""] * (len(below) - len(above))]
    for at in sorted(filled):
        made[at] = f"{named[at]}: {below[at]}" if named.get(at) else below[at]
    return made


def _gaps(above: list[str], width: int) -> list[range]:
    """Headings with empty cells to their right, which may be theirs."""
    groups, at = [], 0
    cells = [*above, *[""] * (width - len(above))]
    while at < len(cells):
        end = at + 1
        while end < len(cells) and not cells[end]:
            end += 1
        if cells[at] and end > at + 1:
            groups.append(range(at, end))
        at = end
    return groups
