"""What the licences of the lists of places ask to be said wherever these stand: the names, codes
and areas of places, and the towns, wards and postcodes within them.

Those of official figures stand with their sources (``Attribution``). Which list has which line is
in ``geography/england/SOURCES.md``.
"""

from __future__ import annotations

from interface.columns import Column

STATISTICS = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2025."
)
POSTCODES = (
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal "
    "Mail copyright and database right 2025. Contains National Statistics data © Crown copyright "
    "and database right 2025. (Code-Point Open, Open Government Licence v3.0.)"
)
AUTHORITIES = (
    "Local authorities, and the overlaps of constituencies with councils: mySociety, licensed "
    "under CC BY 4.0, adapted."
)
NAMES = "Place names: GeoNames (geonames.org), licensed under CC BY 4.0, adapted."
NEIGHBOURHOODS = (
    "Contains Parliamentary information licensed under the Open Parliament Licence v3.0 (House of "
    "Commons Library, names of neighbourhoods)."
)
CARE_BOARDS = (
    "Lists of integrated care boards: NHS England and Office for National Statistics, Open "
    "Government Licence v3.0."
)
DEPRIVATION = (
    "English Indices of Deprivation 2025: Ministry of Housing, Communities and Local Government, "
    "Open Government Licence v3.0."
)
LISTS = (STATISTICS, POSTCODES, AUTHORITIES, NAMES, NEIGHBOURHOODS, CARE_BOARDS)
# For counts of small areas by how deprived they are
OF_SMALL_AREAS = f"{DEPRIVATION} {STATISTICS}"
# For a file with names, codes and areas of places.
OF_PLACES = f"{STATISTICS} {AUTHORITIES} {CARE_BOARDS}"

# The list of authorities has figures too; its line stands with those.
OF_SOURCE = {"uk-authorities": AUTHORITIES}

ATTRIBUTION = Column(
    "attribution",
    "Attribution",
    "What the licences of the lists of places ask to be said wherever they stand",
    lambda _: OF_PLACES,
)
