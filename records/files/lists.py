"""A long list that somebody sends, its rows handed on one by one as they are read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import Any

from records.files.process import NOT_NOW, start, wait, why
from records.files.tables import MEGABYTE, Limits, Unreadable

# What a spreadsheet of 50,000 rows takes, with room: it is packed, and read as a whole. Grants in
# the 360Giving standard have more than a hundred columns: one for each value in a list of theirs.
SHEET_LIMITS = Limits(
    sent=25 * MEGABYTE,
    inflated=400 * MEGABYTE,
    rows=60_000,
    columns=300,
    cells=3_000_000,
    characters=80_000_000,
    seconds=40,
    wait=90,
    memory=1024 * MEGABYTE,
    answer=250 * MEGABYTE,
)
# What a million grants take as CSV or JSON, which are read row by row: little memory, but time.
LIST_LIMITS = Limits(
    sent=500 * MEGABYTE,
    rows=1_000_000,
    columns=300,
    cells=40_000_000,
    characters=600_000_000,
    seconds=240,
    wait=480,
    memory=512 * MEGABYTE,
    answer=900 * MEGABYTE,
)
PACKED = b"PK"


@dataclass
class ListRead:
    """One sheet of a file: its head, its rows, and what cannot be used in it.

    ``problems`` (row, column from 0, what is wrong) are known once all rows were taken.
    """

    sheet: str
    is_hidden: bool
    head: list[str]
    head_row: int
    is_plain: bool
    is_objects: bool
    encoding: str
    merged: list[str]
    lines: Iterator[Any]
    problems: list[tuple[int, int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the head, with its number in the file. Raises Unreadable."""
        for line in self.lines:
            if isinstance(line, list):
                yield line[0], line[1]
            elif "refused" in line:
                raise Unreadable(line["refused"])
            else:
                self.problems = [(row, column, text) for row, column, text in line["problems"]]
                return


@contextmanager
def read_list(file: Any) -> Iterator[Iterator[ListRead]]:
    """The sheets of an uploaded file that have rows, or a CSV or JSON: one after the other, each
    with its rows taken before the next. Raises Unreadable.
    """
    limits = SHEET_LIMITS if file.read(len(PACKED)) == PACKED else LIST_LIMITS
    file.seek(0)
    if file.size > limits.sent:
        raise Unreadable(
            f"The file is larger than {limits.sent // MEGABYTE} MB. {_instead(limits)}"
        )
    with TemporaryFile() as sent, TemporaryFile() as written:
        try:
            shutil.copyfileobj(file, sent)
            sent.seek(0)
            ended = wait(start(sent, written, limits, "list_child"), limits)
        except OSError as problem:
            raise Unreadable(NOT_NOW) from problem
        if ended != 0:
            raise Unreadable(why(ended))
        written.seek(0)
        yield _sheets(json.loads(line) for line in written)


def _instead(limits: Limits) -> str:
    """What to do with a file that is too large."""
    if limits is SHEET_LIMITS:
        return f"Save it as CSV, which may have {LIST_LIMITS.sent // MEGABYTE} MB"
    return "Send it in parts"


def _sheets(lines: Iterator[Any]) -> Iterator[ListRead]:
    for first in lines:
        if isinstance(first, dict) and "refused" in first:
            raise Unreadable(first["refused"])
        if isinstance(first, dict) and "sheet" in first:  # else rows that nobody wanted
            yield ListRead(**first, lines=lines)
