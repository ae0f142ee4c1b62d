"""A made list of small areas for tests: real councils, boards and wards, codes that no area has.

It is loaded as an administrator loads the official list, and has the last rank of England, so that
a tenth is one of England and not of the list.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from geography.locality.load import another_release, load_localities
from geography.locality.tables import BY_NAME
from geography.models import Locality, LocalityRelease

HEAD = ("name", "code", "council_code", "ward_code", "board_code", "deprivation_rank")
LAST = 33_755  # of England in 2025
Row = tuple[str, str, str, int]  # council, ward, board, rank
TABLE = BY_NAME["small_areas"]
# Of a day of which no official figures are held that a short list could disagree with
MADE = another_release(TABLE, "Made for tests", dt.date(2026, 11, 1))

HASTINGS, CORNWALL, BIRMINGHAM = "E07000062", "E06000052", "E08000025"
LIVERPOOL, DURHAM, NO_WARD = "E08000012", "E06000047", "E05999{:03}"
BOARDS = {
    HASTINGS: "E54000064",
    CORNWALL: "E54000036",
    BIRMINGHAM: "E54000055",
    LIVERPOOL: "E54000008",
    DURHAM: "E54000050",
}
# 3,375 and 6,751 are the last ranks of the most deprived tenth and fifth
OF_WARDS = {
    "E05011205": (719, 1_020, 2_400, 3_306),  # Central St Leonards
    "E05011207": (3_375, 3_376, 6_751, 6_752),  # Gensing
    "E05011202": (7, 6_000, 8_364),  # Baird
    "E05011204": (5_000, 9_000, 20_000),  # Castle
    "E05011212": (15_000, 16_000, 30_000),  # St Helens
}


def made_list() -> list[Row]:
    """Every ward of Hastings and Birmingham, most of Cornwall, one of Liverpool, none of Durham."""
    rows: list[Row] = []
    ranks = count(10_000, 100)
    for council in (HASTINGS, CORNWALL, BIRMINGHAM):
        wards = Locality.objects.current().filter(kind="ward", release__table="wards")
        wards = wards.filter(place__codes__code=council)
        for ward in wards.order_by("code").values_list("code", flat=True):
            some = OF_WARDS.get(ward) or (next(ranks),)
            rows += [(council, ward, BOARDS[council], rank) for rank in some]
    rows[-1] = (*rows[-1][:3], LAST)
    # Two of the wards of Cornwall are newer than the list
    newer = sorted({ward for council, ward, *_ in rows if council == CORNWALL})[:2]
    old = {ward: NO_WARD.format(number) for number, ward in enumerate(newer)}
    rows = [(council, old.get(ward, ward), board, rank) for council, ward, board, rank in rows]
    rows += [(LIVERPOOL, "E05015293", BOARDS[LIVERPOOL], rank) for rank in (11, 12, 13)]
    rows += [(DURHAM, NO_WARD.format(900 + n), BOARDS[DURHAM], 4_000 + n) for n in range(3)]
    return rows


def write_list(path: Path, rows: Iterable[Row]) -> Path:
    """The list as a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number, (council, ward, board, rank) in enumerate(rows):
            name, code = f"Made {number // 26:03}{chr(65 + number % 26)}", f"E01{999_000 + number}"
            writer.writerow((name, code, council, ward, board, rank))
    return path


def load_list(path: Path, rows: Iterable[Row] | None = None) -> list[Row]:
    """Load the made list, or these rows, in place of any other; gives its rows."""
    forget_list()
    made = made_list() if rows is None else list(rows)
    load_localities([MADE], path=write_list(path / "small_areas.csv", made))
    return made


def forget_list() -> None:
    """As in a new record, to which nobody has loaded the list."""
    LocalityRelease.objects.filter(table="small_areas").delete()
