"""Groups of kinds of place."""

from __future__ import annotations

from partnerships.models import Place

Kind = Place.Kind
WITHIN_COUNCILS = (Kind.WARD, Kind.PARISH, Kind.NEIGHBOURHOOD)
LONDON = (Kind.LONDON_BOROUGH, Kind.CITY_CORPORATION)
COUNCILS = (Kind.UNITARY, Kind.METROPOLITAN_BOROUGH, *LONDON, Kind.COUNTY, Kind.DISTRICT)
# The nearest to who lives there
LOCAL_COUNCILS = tuple(kind for kind in COUNCILS if kind != Kind.COUNTY)
STRATEGIC = (Kind.COMBINED_AUTHORITY, Kind.STRATEGIC_AUTHORITY)
REGIONAL = (*STRATEGIC, Kind.REGION)
OF_THE_NHS = (Kind.INTEGRATED_CARE_SYSTEM, Kind.NHS_REGION)
