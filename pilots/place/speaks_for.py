"""Whose records speak for a place within a council: the pilots that work in it, and its councils.

What is recorded of a neighbourhood, ward or parish itself is little; what is in the way there, who
pays and whom to ask is recorded of them. It is told beside the place's own, as theirs, and is in no
count of the place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.subqueries import array
from partnerships.models import Place
from partnerships.place.head import Near, councils_above, of
from partnerships.place.kind_groups import WITHIN_COUNCILS
from pilots.place.pilots import PilotsHere, pilots_at_place

OF_THE_PILOT = "of the pilot here"


@dataclass(frozen=True, slots=True)
class SpeaksFor:
    """The pilots here that the reader sees, and the councils from near to far. Nothing, and false,
    for a place that is not within a council."""

    place: Place
    pilots: PilotsHere
    councils: tuple[Near, ...]

    def __bool__(self) -> bool:
        return bool(self.pilots or self.councils)

    @property
    def councils_array(self) -> str:
        """The councils as one value, to be given to a kept statement."""
        return array(council.pk for council in self.councils)

    def of_pilot(self, pk: int) -> str:
        """Whose a record of a pilot is: "of the pilot here"; of several by its name."""
        return OF_THE_PILOT if len(self.pilots.ids) == 1 else f"of {self.pilots.name(pk)}"

    def of_council(self, places: Iterable[int]) -> str:
        """Whose a record at these places is: "of County Durham"; of several by the nearest."""
        at = set(places)
        return next((of(council) for council in self.councils if council.pk in at), "")


def speaks_for(user: Any, place: Place, here: PilotsHere | None = None) -> SpeaksFor:
    """Whose records speak for a place beside its own, as this reader sees them.

    ``here`` are its pilots where they are at hand. One query without them, and one more for a place
    that did not come from ``place_head.load``; none for a place that is not within a council.
    """
    if place.kind not in WITHIN_COUNCILS:
        return SpeaksFor(place, PilotsHere({}), ())
    pilots = pilots_at_place(user, place) if here is None else here
    return SpeaksFor(place, pilots, councils_above(place))
