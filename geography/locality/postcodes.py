"""Postcodes as people type them: in capitals or not, with spaces anywhere, whole or in part."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 8
_DISTRICT = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_WHOLE = re.compile(rf"({_DISTRICT})([0-9])[A-Z]{{2}}")
_WITHIN = re.compile(rf"\b{_DISTRICT} ?[0-9][A-Z]{{2}}\b")
_SECTOR = re.compile(rf"({_DISTRICT})([0-9])[A-Z]?")
_DISTRICT_ALONE = re.compile(_DISTRICT)
_MARKS = re.compile(r"[-.\u2010-\u2015]")
_AREA = re.compile(r"[A-Z]{1,2}")
# Postcode areas of other countries: what no list has there is not in England.
ELSEWHERE = {
    "Scotland": ("AB", "DD", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE"),
    "Wales": ("CF", "LD", "NP", "SA"),
    "Northern Ireland": ("BT",),
    "Jersey": ("JE",),
    "Guernsey": ("GY",),
    "the Isle of Man": ("IM",),
    "Gibraltar": ("GX",),
}


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode or a part of one. ``names`` are what lists may call it, the best reading first:
    "TR11" is a district, or else the sector TR1 1."""

    typed: str
    names: tuple[str, ...]

    @property
    def may_go_on(self) -> bool:
        """Whether more districts begin so: somebody is still typing."""
        return " " not in self.names[0]

    @property
    def is_whole(self) -> bool:
        """Whether all of it was typed, as on a letter."""
        return len(self.typed.partition(" ")[2]) == 3

    @property
    def elsewhere(self) -> str:
        """The country that it belongs to, where that is not England; else empty."""
        area = _AREA.match(self.names[0])
        return next(
            (name for name, areas in ELSEWHERE.items() if area and area.group() in areas), ""
        )

    @property
    def missing_words(self) -> str:
        """What to say where no list has it."""
        if self.elsewhere:
            return f"{self.typed} is a postcode in {self.elsewhere}. Placebook is about England."
        return (
            f"No postcode that begins with {self.names[-1]} is in our list for England. "
            "Check it, or type the town or the council."
        )


def first_in(text: str) -> str:
    """The first whole postcode among other words; empty where there is none."""
    found = _WITHIN.search(" ".join(text.upper().split()))
    return found.group() if found else ""


def read(text: str) -> Postcode | None:
    """The postcode that somebody typed; None for anything else.

    A whole one also with dots or hyphens in it; what stands after a comma is left aside.
    """
    said = text.partition(",")[0].upper().strip(" .")
    compact = "".join(said.split())
    if len(compact) > LONGEST:
        return None
    bare = _MARKS.sub("", compact)
    if whole := _WHOLE.fullmatch(bare):
        district, sector = whole.groups()
        return Postcode(f"{district} {bare[-3:]}", (f"{district} {sector}", district))
    district = compact if _DISTRICT_ALONE.fullmatch(compact) else ""
    parted = _SECTOR.fullmatch(compact)
    sector = " ".join(parted.groups()) if parted else ""
    # A space before the last part says that it is a sector: "TR1 1", not TR11
    names = (sector, district) if sector and said.endswith(f" {sector[-1]}") else (district, sector)
    given = tuple(name for name in names if name)
    return Postcode(compact if given == (district,) else given[0], given) if given else None
