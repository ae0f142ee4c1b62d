"""Outlines of councils, regions and England, checked whole and read once by each process.

``outlines.csv`` is for England or a region (1 unit is 100 m), ``outlines_near.csv`` for a county
(1 unit is 20 m). They are for drawing, not for deciding in which council something lies.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geography.england.table import REGIONS, Problem, TableError
from geography.england.tiles import councils
from interface.charts.paths import WELL_FORMED, Box
from interface.words import quoted

ENGLAND = "E92000001"
OUTLINES = Path(__file__).with_name("outlines.csv")
NEAR = Path(__file__).with_name("outlines_near.csv")
METRES = {OUTLINES: 100, NEAR: 20}  # one unit of each file
NEAR_FROM = (83_000, 660_000)  # easting and northing where the larger one begins
BOX = ("x", "y", "width", "height")
COLUMNS = ("gss_code", *BOX, "label_x", "label_y", "path")


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of an area: its path, the box around it, and where a number may stand."""

    path: str
    box: Box
    label: tuple[float, float] | None


@cache
def outlines() -> dict[str, Outline]:
    """Of every council, region and of England, by code; for England or a region as a whole."""
    return read_outlines(OUTLINES, wider=(*REGIONS.values(), ENGLAND))


@cache
def near_outlines() -> dict[str, Outline]:
    """Of every council by code, larger and with more points; for one county at a time."""
    return read_outlines(NEAR)


def check_outlines() -> None:
    """Raise TableError with every problem of the two files."""
    read_outlines(OUTLINES, wider=(*REGIONS.values(), ENGLAND))
    read_outlines(NEAR)


def read_outlines(path: Path, wider: Collection[str] = ()) -> dict[str, Outline]:
    """The outlines in a file: one for each council of the table of places and each ``wider`` code.

    All of it or nothing: raises TableError with every line that is wrong, each code that no
    council has, and each council that has no outline.
    """
    names = {row["gss_code"]: row["name"] for row in councils()} | dict.fromkeys(wider, "")
    found: dict[str, Outline] = {}
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise TableError([Problem(1, "", f"the columns must be {', '.join(COLUMNS)}")])
            for cells in reader:
                problems += _line(reader.line_num, cells, names, found)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise TableError([Problem(0, "", f"The file cannot be read: {problem}")]) from problem
    for code in sorted(names.keys() - found.keys()):
        if not any(code in problem.message for problem in problems):
            said = f"{names[code]} ({code})" if names[code] else code
            problems.append(Problem(0, "", f"{said} has no outline in {path.name}"))
    if problems:
        raise TableError(sorted(problems))
    return found


def _line(
    number: int, cells: dict[str, str], names: dict[str, str], found: dict[str, Outline]
) -> Iterator[Problem]:
    """Put the outline of a line among those found; or say what is wrong with it."""
    code, path = cells["gss_code"], cells["path"] or ""
    box = [_whole(cells[name]) for name in BOX]
    label = _whole(cells["label_x"]), _whole(cells["label_y"])
    if code not in names:
        yield Problem(number, "gss_code", f"{quoted(code)} is the code of no council in the table")
    elif code in found:
        yield Problem(number, "gss_code", f"{code} stands twice")
    elif not WELL_FORMED.fullmatch(path):
        yield Problem(number, "path", f"the outline of {code} is no path of whole numbers")
    elif None in box or (None in label and any((cells["label_x"], cells["label_y"]))):
        yield Problem(number, "x", f"the box or label of {code} is not in whole numbers")
    else:
        x, y, width, height = (side or 0 for side in box)
        at = None if label[0] is None or label[1] is None else (label[0], label[1])
        found[code] = Outline(path, (x, y, width, height), at)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() else None
