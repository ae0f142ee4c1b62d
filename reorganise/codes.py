"""Official codes of English places: the first three characters say what kind of place it is."""

from __future__ import annotations

import re

from partnerships.models import Place

Kind = Place.Kind
KINDS: dict[str, tuple[Place.Kind, ...]] = {
    "E04": (Kind.PARISH,),
    "E05": (Kind.WARD,),
    "E06": (Kind.UNITARY,),
    "E07": (Kind.DISTRICT,),
    "E08": (Kind.METROPOLITAN_BOROUGH,),
    "E09": (Kind.LONDON_BOROUGH, Kind.CITY_CORPORATION),
    "E10": (Kind.COUNTY,),
    "E12": (Kind.REGION,),
    "E47": (Kind.COMBINED_AUTHORITY, Kind.STRATEGIC_AUTHORITY),
    "E54": (Kind.INTEGRATED_CARE_SYSTEM,),
}
WRITTEN = re.compile(r"[EWSN]\d{8}")


def mistake(code: str, kind: str) -> str:
    """What is wrong with a code for a place of this kind; empty where nothing is."""
    if not WRITTEN.fullmatch(code):
        return "Enter a code of one letter and eight digits, like E06000063"
    noun = dict(Kind.choices).get(kind, "place")
    meant = KINDS.get(code[:3])
    if meant and kind not in meant:
        return f"A code that begins {code[:3]} is that of a {meant[0].label}, not of a {noun}"
    wanted = next((prefix for prefix, kinds in KINDS.items() if kind in kinds), "")
    if wanted and not meant:
        return f"The code of a {noun} begins with {wanted}"
    return ""
