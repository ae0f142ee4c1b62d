"""The columns that a file of each list has: whether it must, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from geography.data_load.models import CARE_BOARDS, FIGURES, PLACES
from geography.england.table import COLUMNS as OF_PLACES
from geography.england.table import NEEDED, PREFIXES
from geography.locality.tables import TABLES, ListedTable
from geography.models import LocalityRelease


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file."""

    name: str
    means: str
    is_needed: bool = False


_SHARE = "The share of it in this council, from 0 to 1 with three decimal places"
_OF_COUNCIL = "The share of the council that it makes up, from 0 to 1 with three decimal places"
_MIDDLE = ("easting", "northing")
Table = LocalityRelease.Table
_MORE = {
    Table.TOWNS: ("code", "share", "people"),
    Table.VILLAGES: ("code", "share"),
    Table.WARDS: ("code", *_MIDDLE),
    Table.NEW_WARDS: ("code", *_MIDDLE),
    Table.NEIGHBOURHOODS: ("code",),
    Table.CONSTITUENCIES: ("code", "share", "share_of_council"),
    Table.POSTCODE_DISTRICTS: ("share",),
    Table.POSTCODE_SECTORS: ("share",),
    Table.SUB_ICB_LOCATIONS: ("code", "share", "share_of_council"),
    Table.POLICE_AND_FIRE: ("code",),
    Table.SMALL_AREAS: ("code", "ward_code", "board_code", "deprivation_rank", *_MIDDLE),
}
_EACH_HAS = ("deprivation_rank",)  # of those that have the column at all
_MEANS = {
    "code": "Its official code, as E05000932",
    "share": _SHARE,
    "share_of_council": _OF_COUNCIL,
    "ward_code": "The code of the ward that it fits best, as E05011393",
    "board_code": "The code of the care board that it lies in, as E54000054",
    "deprivation_rank": "Its rank by the Index of Multiple Deprivation; 1 is the most deprived",
    "easting": "Of its middle, in metres of the National Grid",
    "northing": "Of its middle, in metres of the National Grid",
    "people": "How many people live there, so that the larger of two names comes first",
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
        *(Column(name, _MEANS[name], name in _EACH_HAS) for name in _MORE[Table(table.table)]),
    )


_OF_PLACES = {
    "gss_code": "Its official code, as E08000032",
    "name": "What it is called",
    "kind": f"One of: {', '.join(PREFIXES)}; or as the publisher writes it",
    "slug": "The address of its page, where it is new; made of its name where empty",
    "official_name": "The name of the body, as City of Bradford Metropolitan District Council",
    "misspelt": "Names that an earlier list had wrong; several with semicolons",
    "region": "One of the nine regions",
    "county_gss": "The code of the county that it lies in",
    "combined_authority_gss": "The code of its combined or strategic authority",
    "nhs_region_gss": "The code of the NHS region of a care board; needed where the file has one",
    "ods_code": "The NHS’s own code of a care board",
    "former_gss_codes": "Codes that it had before; several with semicolons",
    "code_from": "Since when it has its code, as 2025-04-01",
    "valid_from": "Its first day, as 2023-04-01",
    "valid_to": "The first day on which it no longer exists",
    "successor_gss": "The codes of those that came after it; several with semicolons",
    "population_2020": "Residents in 2020",
    "area_km2": "Square kilometres",
    "lat": "Not used",
    "long": "Not used",
}
# Where a place lies as well: a column that is not there would take each of them out of it.
NEEDED_OF_PLACES = (*NEEDED, "region", "county_gss", "combined_authority_gss")
COLUMNS: dict[str, tuple[Column, ...]] = {
    PLACES: tuple(Column(name, _OF_PLACES[name], name in NEEDED_OF_PLACES) for name in OF_PLACES),
    CARE_BOARDS: (
        Column("council_code", "The code of the council, as E08000032", is_needed=True),
        Column("icb_code", "The code of the care board, as E54000054", is_needed=True),
        Column(
            "share",
            "The share of the council’s residents it serves, above 0 and up to 1",
            is_needed=True,
        ),
    ),
    **{str(table.table): _columns(table) for table in TABLES},
    FIGURES: (
        Column("code", "The code of the area, as E08000032; E92000001 is England", is_needed=True),
        Column("value", "The figure; empty where it is not known", is_needed=True),
        Column("lower_95 and upper_95", "The ends of the 95% interval"),
        Column("derivation", "How it was calculated, where it is not as published"),
        Column("published_as", "The code in the publisher’s table, where that is another"),
        Column("measure, release and source", "Where a file holds several: their names"),
    ),
}
