"""Adding and keeping programmes and their places."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation, ProgrammeBody, ProgrammePlace
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast


def of_programme(part: ProgrammePlace) -> list[Any]:
    """Its programme's words and its own number."""
    return [part.programme.slug, part.pk]


MOST = 7
FAMILIES = {
    "programme_part": Family(readers.OPEN, of_programme),
    "programme_body": Family(readers.OPEN, by_number),
}
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
    Row("programme_body_add", "programme", permission=KEEP),
    post("programme_body_add", "programme", permission=KEEP),
    Row("programme_body_edit", "programme_body", permission=KEEP),
    post("programme_body_edit", "programme_body", permission=KEEP),
]


def make(cast: Cast) -> dict[str, Any]:
    """Bradford's part in the programme, and the energy department's."""
    body = Organisation.objects.get(sector="central_government")
    return {
        "programme_part": cast.pfpp.place_links.get(place=cast.bradford),
        "programme_body": ProgrammeBody.objects.create(programme=cast.pfpp, organisation=body),
    }


def fill(more: More) -> None:
    """One more of its bodies, and of its places: of these seven at most, for home names each only
    where they are few."""
    ProgrammeBody.objects.create(programme=more.seen.cast.pfpp, organisation=more.body)
    if more.number >= MOST:
        return
    place = builders.place(f"Place in programme {more.number}")
    ProgrammePlace.objects.create(programme=more.seen.cast.pfpp, place=place, role="pilot area")
