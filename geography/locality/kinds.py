"""What people call a place: the kinds that the lists have, and the words that people add."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What people call such a thing; the kinds of settlement as the lists have them."""

    CITY = "city", "city"
    TOWN = "town", "town"
    SUBURB = "suburb", "suburb"
    CONURBATION = "conurbation", "conurbation"
    BUILT_UP_AREA = "built_up_area", "built-up area"
    VILLAGE = "village", "village"
    HAMLET = "hamlet", "hamlet"
    PARISH = "parish", "parish"
    PLACE = "place", "settlement"
    WARD = "ward", "ward"
    NEIGHBOURHOOD = "neighbourhood", "neighbourhood"
    CONSTITUENCY = "constituency", "constituency"
    POSTCODE_DISTRICT = "postcode_district", "postcode district"
    POSTCODE_SECTOR = "postcode_sector", "postcode sector"
    SUB_ICB_LOCATION = "sub_icb_location", "NHS sub-ICB location"
    POLICE_AREA = "police_area", "police force area"
    FIRE_AUTHORITY = "fire_authority", "fire authority"
    SMALL_AREA = "small_area", "small area (LSOA)"


POSTCODES = (Kind.POSTCODE_DISTRICT, Kind.POSTCODE_SECTOR)
CONSTITUENCY = Kind.CONSTITUENCY
POLICE_AND_FIRE = (Kind.POLICE_AREA, Kind.FIRE_AUTHORITY)
SERVICES = (Kind.SUB_ICB_LOCATION, *POLICE_AND_FIRE)
# What is found by its name.
NAMED = tuple(kind for kind in Kind if kind not in (*POSTCODES, *SERVICES, Kind.SMALL_AREA))
TOWNS = (Kind.CITY, Kind.TOWN)
SETTLEMENTS = (Kind.CITY, Kind.TOWN, Kind.SUBURB, Kind.CONURBATION, Kind.BUILT_UP_AREA)
VILLAGES = (Kind.VILLAGE, Kind.HAMLET, Kind.PARISH, Kind.PLACE)
PLACE_NAMES = (*SETTLEMENTS, *VILLAGES)
# What somebody adds to a name to say what they mean: "Wigan constituency".
KIND_WORDS: dict[str, tuple[Kind, ...]] = {
    "ward": (Kind.WARD,),
    "constituency": (Kind.CONSTITUENCY,),
    "neighbourhood": (Kind.NEIGHBOURHOOD,),
    "parish": (Kind.PARISH,),
    "hamlet": VILLAGES,
    "village": VILLAGES,
    "suburb": SETTLEMENTS,
    "town": PLACE_NAMES,
    "city": SETTLEMENTS,
}
