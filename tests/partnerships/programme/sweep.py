"""Adding and keeping programmes and their places."""

from __future__ import annotations

from typing import Any

from partnerships.models import ProgrammePlace
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, post
from tests.builders import Cast


def of_programme(part: ProgrammePlace) -> list[Any]:
    """Its programme's words and its own number."""
    return [part.programme.slug, part.pk]


MOST = 7
FAMILIES = {"programme_part": Family(readers.OPEN, of_programme)}
ADD = frozenset({"desnz_official", "administrator"})
KEEP = frozenset({"pfpp_lead", "administrator"})
ROWS = [
    Row("programme_add", permission=ADD),
    post("programme_add", permission=ADD),
    Row("programme_edit", "programme", permission=KEEP),
    post("programme_edit", "programme", permission=KEEP),
    Row("programme_end", "programme", permission=KEEP),
    post("programme_end", "programme", permission=KEEP),
    Row("programme_undo", "programme", permission=KEEP),
    post("programme_undo", "programme", permission=KEEP),
    Row("programme_history", "programme", public=True),
    Row("programme_places", "programme", public=True),
    Row("programme_places", "programme", public=True, query="?q=brad&sort=-name"),
    Row("programme_places", "programme", public=True, query="?format=csv", page=False),
    Row("programme_places_add", "programme", permission=KEEP),
    post("programme_places_add", "programme", permission=KEEP),
    Row("programme_place_edit", "programme_part", permission=KEEP),
    post("programme_place_edit", "programme_part", permission=KEEP),
    Row("programme_place_end", "programme_part", permission=KEEP),
    post("programme_place_end", "programme_part", permission=KEEP),
    Row("programme_place_undo", "programme_part", permission=KEEP),
    post("programme_place_undo", "programme_part", permission=KEEP),
]


def make(cast: Cast) -> dict[str, Any]:
    """Bradford's part in the programme."""
    return {"programme_part": cast.pfpp.place_links.get(place=cast.bradford)}


def fill(more: More) -> None:
    """One more of its places: seven at most, for home names each only where they are few."""
    if more.number >= MOST:
        return
    place = builders.place(f"Place in programme {more.number}")
    ProgrammePlace.objects.create(programme=more.seen.cast.pfpp, place=place, role="pilot area")
