"""What reading one file may cost."""

from __future__ import annotations

from dataclasses import dataclass

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
