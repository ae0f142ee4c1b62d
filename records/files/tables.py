"""What reading one file may cost, and what is read: tables of texts, or why it is not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold, and what reading it may take.

    The counts are there so that a refusal can say what is too much. The system keeps the seconds
    and the memory, whatever a file does to the program that reads it. A kind of file that needs
    more is read with limits of its own.
    """

    sent: int = 5 * MEGABYTE
    inflated: int = 60 * MEGABYTE  # all parts of a spreadsheet, unpacked
    parts: int = 200
    sheets: int = 50
    rows: int = 25_000  # of one sheet, its head aside
    columns: int = 100
    cells: int = 1_000_000  # of all sheets, those that are there but empty too
    characters: int = 10_000_000  # of all cells; one text may stand in many
    problems: int = 1_000  # formulas, errors and merged cells
    seconds: int = 10  # of a processor
    wait: float = 30  # seconds by the clock: the processor may be busy with others
    memory: int = 512 * MEGABYTE  # of addresses, the program itself among them
    answer: int = 64 * MEGABYTE  # what the child may write


LIMITS = Limits()


CANNOT = "The spreadsheet cannot be read. Open it, save it as .xlsx again and send that"
_INSTEAD = "Copy what you filled in to a new template, or send it in parts"
TOO_LONG = f"The file takes too long to read. {_INSTEAD}"
TOO_MUCH = f"The file takes too much memory to read. {_INSTEAD}"


class Unreadable(ValueError):  # noqa: N818 - the message is for the person
    """The file as a whole cannot be used. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: "Figures, cell F7"; empty where it is the file as a whole."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass
class Table:
    """One sheet: its head, and its rows with the number that each has in the file.

    Cells are texts; an empty one is "", and rows end with their last cell that holds something.
    ``problems`` are those of single cells.
    """

    name: str
    head: list[str]
    rows: list[tuple[int, list[str]]]
    problems: list[Problem] = field(default_factory=list)
    is_plain: bool = False  # a CSV, whose cells have no letters
    head_row: int = 1
    line: str = "line"  # what a row is called where cells have no letters

    def where(self, row: int, column: int | None = None) -> str:
        """The address of a cell, or of its row, as the program that shows the file says it."""
        if self.is_plain:
            named = column is not None and column < len(self.head) and self.head[column]
            return f"{self.line} {row}, {named}" if named else f"{self.line} {row}"
        if column is None:
            return f"{self.name}, row {row}"
        return f"{self.name}, cell {letters(column)}{row}"


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        name = chr(ord("A") + letter) + name
        column -= 1
    return name


@dataclass
class Filling:
    """Puts the rows of one file into its tables, and stops where they are too many."""

    limits: Limits
    cells: int = 0
    characters: int = 0

    def add(self, table: Table, number: int, texts: Iterable[str]) -> None:
        """A row that holds something; the first of them is the head."""
        cells = list(texts)
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        self.count(table, number, cells, len(table.rows))
        if not table.head:
            table.head.extend(cells)
            table.head_row = number
        else:
            table.rows.append((number, cells))

    def count(self, table: Table, number: int, cells: list[str], rows: int) -> None:
        """Count a row that comes after so many. Raises Unreadable."""
        self.cells += len(cells)
        self.characters += sum(map(len, cells))
        if rows >= self.limits.rows:
            raise Unreadable(f"There are more than {self.limits.rows:,} rows. Send them in parts")
        if len(cells) > self.limits.columns:
            raise Unreadable(
                f"{table.where(number).capitalize()} has more than {self.limits.columns} cells. "
                "Keep those that are needed"
            )
        if self.cells > self.limits.cells:
            raise too_many_cells(self.limits)
        if self.characters > self.limits.characters:
            raise Unreadable(
                f"The cells hold more than {self.limits.characters:,} characters. "
                "Send them in parts"
            )


def too_many_cells(limits: Limits) -> Unreadable:
    """What is said of a file with more cells than are read, whoever counts them."""
    return Unreadable(
        f"The file has more than {limits.cells:,} cells, empty ones among them. "
        "Copy what you filled in to a new template and send that"
    )
