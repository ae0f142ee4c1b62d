"""The lists of localities: what each holds, and which of them Placebook comes with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geography import england
from geography.locality.kinds import PLACE_NAMES, POLICE_AND_FIRE, VILLAGES, Kind
from geography.locality.models import LocalityRelease

FOLDER = Path(england.__file__).parent
Table = LocalityRelease.Table
NEEDED = ("name", "council_code")
COLUMNS = (
    *(*NEEDED, "kind", "code", "share", "share_of_council", "people"),
    *("ward_code", "board_code", "deprivation_rank", "easting", "northing"),
)
# The larger number is offered later; within a list those with more people come first.
TIER = 100_000_000


@dataclass(frozen=True, slots=True)
class ListedTable:
    """One list: its file, release and day, what kinds it holds, how early they are offered.

    ``kind`` is that of every row; empty where a column says it. ``published`` is what is to be said
    of a source that is none of ``SOURCES``. ``made_of`` are the official files that one is made of
    that Placebook does not come with.
    """

    table: str
    release: str
    as_of: dt.date
    source: str
    tier: int
    kind: str = ""
    kinds: tuple[str, ...] = ()
    published: dict[str, Any] | None = None
    made_of: str = ""

    @property
    def is_carried(self) -> bool:
        """Whether Placebook comes with its file."""
        return not self.made_of

    @property
    def path(self) -> Path:
        """The file that the project carries."""
        return FOLDER / f"{self.table}.csv"

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds that it may hold."""
        return self.kinds or (self.kind,)


_YEAR_2025 = dt.date(2025, 12, 31)
TABLES = (
    ListedTable(
        Table.TOWNS, "2011 to 2025", _YEAR_2025, "place-names", 1, kinds=PLACE_NAMES
    ),
    ListedTable(
        Table.CONSTITUENCIES, "July 2024", dt.date(2024, 7, 4), "constituencies-2024", 2,
        kind=Kind.CONSTITUENCY,
    ),
    ListedTable(Table.WARDS, "2025", dt.date(2025, 5, 1), "ons-wards-2025", 2, kind=Kind.WARD),
    # Beside those of 2025: which of them each replaced is not known
    ListedTable(
        Table.NEW_WARDS, "May 2026", dt.date(2026, 5, 31), "ons-wards-2026", 2, kind=Kind.WARD
    ),
    ListedTable(
        Table.NEIGHBOURHOODS, "areas of 2021", dt.date(2021, 12, 31), "msoa-names", 2,
        kind=Kind.NEIGHBOURHOOD,
    ),
    ListedTable(
        Table.VILLAGES, "2011 to 2025", _YEAR_2025, "place-names", 3, kinds=VILLAGES
    ),
    ListedTable(
        Table.POSTCODE_DISTRICTS, "November 2025", dt.date(2025, 11, 1), "code-point-open", 4,
        kind=Kind.POSTCODE_DISTRICT,
    ),
    ListedTable(
        Table.POSTCODE_SECTORS, "November 2025", dt.date(2025, 11, 1), "code-point-open", 5,
        kind=Kind.POSTCODE_SECTOR,
    ),
    ListedTable(
        Table.SUB_ICB_LOCATIONS, "April 2024", dt.date(2024, 4, 1), "ons-lookups", 6,
        kind=Kind.SUB_ICB_LOCATION,
    ),
    ListedTable(
        Table.POLICE_AND_FIRE, "December 2024", dt.date(2024, 12, 31), "ons-lookups", 6,
        kinds=POLICE_AND_FIRE,
    ),
    ListedTable(
        Table.SMALL_AREAS, "Indices of Deprivation 2025", dt.date(2025, 10, 30), "small-areas", 6,
        kind=Kind.SMALL_AREA,
        made_of="File 1 of the English Indices of Deprivation 2025 (names, councils, ranks), and "
        "the best-fit look-ups of the Office for National Statistics from small areas (LSOA 2021) "
        "to the wards of 2024 and to the care boards of 2024. For places that are drawn, the list "
        "of population-weighted centroids (LSOA 2021) says where the middle of each lies.",
    ),
)  # fmt: skip
# What a new record is filled with
CARRIED = tuple(table for table in TABLES if table.is_carried)
BY_NAME = {str(table.table): table for table in TABLES}

_OGL = "Open Government Licence v3.0"
_OS_2025 = "Contains OS data © Crown copyright and database right 2025."
SOURCES: dict[str, dict[str, Any]] = {
    "ons-lookups": {
        "title": "Look-ups of councils to regions, counties, care boards, police and fire areas",
        "publisher": "Office for National Statistics",
        "how_read": f"{_OGL}. {_OS_2025} As held in public code: humaniverse/geographr",
    },
    "small-areas": {
        "title": "English Indices of Deprivation 2025 by small area (LSOA 2021), with the wards of "
        "2024 and the care boards of April 2024 that they fit best",
        "publisher": "Ministry of Housing, Communities and Local Government; Office for National "
        "Statistics",
        "how_read": f"{_OGL}. {_OS_2025}",
    },
    "place-names": {
        "title": "Names of towns, villages and parishes: ONS built-up areas and parishes, "
        "GeoNames, OS Open Names",
        "publisher": "Office for National Statistics, GeoNames, Ordnance Survey",
        "how_read": f"{_OGL}; GeoNames (geonames.org) CC BY 4.0, adapted. {_OS_2025}",
    },
    "ons-wards-2025": {
        "title": "Wards of 2025",
        "publisher": "Office for National Statistics",
        "how_read": f"{_OGL}. {_OS_2025} As held in public code: drkane/geo-lookups",
    },
    "ons-wards-2026": {
        "title": "Ward codes that are new in May 2026",
        "publisher": "Office for National Statistics",
        "how_read": f"{_OGL}. {_OS_2025} As held in public code: drkane/geo-lookups",
    },
    "msoa-names": {
        "title": "House of Commons Library names of the 2021 middle layer areas",
        "publisher": "House of Commons Library",
        "how_read": "Contains Parliamentary information licensed under the Open Parliament "
        "Licence v3.0",
    },
    "constituencies-2024": {
        "title": "Westminster constituencies of July 2024 and the councils they lie in",
        "publisher": "mySociety",
        "how_read": "CC BY 4.0, adapted; codes and names checked against the ONS list",
    },
    "code-point-open": {
        "title": "Code-Point Open 2025.4.0",
        "publisher": "Ordnance Survey",
        "how_read": f"{_OGL}. {_OS_2025} Contains Royal Mail and National Statistics data, as said "
        "in full in About the data",
    },
}
