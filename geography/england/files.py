"""Lists as tables: the files that the project carries, and what any file of official data must be.

A file that somebody sends is read elsewhere (``records.files.process``); both give the same tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from interface.words import quoted
from records.files import workbook
from records.files.tables import Limits, Problem, Table, Unreadable

# Of no text: all but tabs and the ends of lines.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A list that whoever runs the command has may be as large as the whole country.
LARGE = Limits(rows=500_000, cells=10_000_000, characters=200_000_000)


def table_of(path: Path) -> Table:
    """The rows of a CSV file of ours. Raises Unreadable, which says why and names the file."""
    try:
        table = workbook.table(path.read_bytes(), LARGE)
    except (OSError, Unreadable) as fault:
        raise Unreadable(f"{path.name}: {fault}") from fault
    table.name = path.name
    return table


def where(table: Table, row: int = 0, column: str = "") -> str:
    """The address of a cell with its file or sheet; without a row that of the whole file."""
    parts = [table.name]
    if row and column in table.head:
        cell = table.where(row, table.head.index(column))
        parts = [*parts, cell] if table.is_plain else [cell]
    else:
        parts += [f"{'line' if table.is_plain else 'row'} {row}" if row else "", column]
    return ", ".join(part for part in parts if part)


def unusable(table: Table, needed: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with its columns and cells, whatever they are about.

    Columns that are missing, strange or twice; formulas and merged cells; rows that are too long.
    """
    wrong = list(_wrong_columns(table, tuple(needed), tuple(known)))
    yield from wrong or (*table.problems, *_wrong_rows(table))


def _wrong_columns(
    table: Table, needed: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[Problem]:
    head = table.head_row if table.head else 0
    for name in needed:
        if name not in table.head:
            yield Problem(where(table, head), f"the column {name} is missing")
    for at, name in enumerate(table.head):
        if name not in known:
            yield Problem(where(table, head), f"the column {quoted(name)} is not known")
        elif name in table.head[:at]:
            yield Problem(where(table, head), f"the column {name} is there twice")


def _wrong_rows(table: Table) -> Iterator[Problem]:
    for row, cells in table.rows:
        if len(cells) > len(table.head):
            message = f"it has {len(cells)} cells, and there are {len(table.head)} columns"
            yield Problem(where(table, row), message)
        if _CONTROL.search("".join(cells)):
            yield Problem(where(table, row), "it holds a character that cannot be shown")
