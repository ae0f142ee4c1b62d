"""The columns that a file of each list has: whether it must, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.data_load.models import FIGURES
from partnerships.locality.tables import TABLES, ListedTable
from partnerships.models import LocalityRelease


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file."""

    name: str
    means: str
    is_needed: bool = False


_SHARE = "Which part of it lies in this council, from 0 to 1 with three decimal places"
_OF_COUNCIL = "Which part of the council it is, likewise"
Table = LocalityRelease.Table
_MORE = {
    Table.TOWNS: ("code", "share", "people"),
    Table.VILLAGES: ("code", "share"),
    Table.WARDS: ("code",),
    Table.NEIGHBOURHOODS: ("code",),
    Table.CONSTITUENCIES: ("code", "share", "share_of_council"),
    Table.POSTCODE_DISTRICTS: ("share",),
    Table.POSTCODE_SECTORS: ("share",),
    Table.SUB_ICB_LOCATIONS: ("code", "share", "share_of_council"),
    Table.POLICE_AND_FIRE: ("code",),
}
_MEANS = {
    "code": "Its official code, as E05000932",
    "share": _SHARE,
    "share_of_council": _OF_COUNCIL,
    "people": "How many live there, so that the larger of two names comes first",
}


def _columns(table: ListedTable) -> tuple[Column, ...]:
    kinds = f"One of: {', '.join(table.kinds)}"
    return (
        Column("name", "What it is called", is_needed=True),
        Column(
            "council_code",
            "The code of the council that it lies in, as E08000032; one row for each council",
            is_needed=True,
        ),
        *((Column("kind", kinds, is_needed=True),) if table.kinds else ()),
        *(Column(name, _MEANS[name]) for name in _MORE[Table(table.table)]),
    )


COLUMNS: dict[str, tuple[Column, ...]] = {
    **{str(table.table): _columns(table) for table in TABLES},
    FIGURES: (
        Column("code", "The code of the area, as E08000032; E92000001 is England", is_needed=True),
        Column("value", "The figure; empty where it is not known", is_needed=True),
        Column("lower_95 and upper_95", "The ends of the 95% interval"),
        Column("derivation", "How it was worked out, where it is not as published"),
        Column("published_as", "The code in the publisher’s table, where that is another"),
        Column("measure, release and source", "Where a file holds several: their names"),
    ),
}
