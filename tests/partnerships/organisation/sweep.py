"""Adding bodies, saying where they work and that they have ended."""

from __future__ import annotations

from typing import Any

from partnerships.models import FurtherSector, OrganisationPlace
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "seat": Family(readers.OPEN, by_number),
    "local_body": Family(readers.OPEN),
    "further_sector": Family(readers.OPEN, by_number),
}
# Place editors and connectors, officers, programme leads and administrators
ADDERS = readers.DIRECTORY | {"pfpp_lead", "administrator"}
LOCAL = readers.KEEPERS | {"administrator"}

ROWS = [
    Row("organisation_add", permission=ADDERS),
    Row("organisation_add", permission=ADDERS, query="?parent=none-such&place=bradford&name=Hub"),
    post("organisation_add", permission=ADDERS),
    Row("organisation_close", "local_body", permission=LOCAL),
    post("organisation_close", "local_body", permission=LOCAL),
    Row("organisation_place_add", "local_body", permission=LOCAL),
    post("organisation_place_add", "local_body", permission=LOCAL),
    Row("organisation_place_end", "seat", permission=LOCAL),
    post("organisation_place_end", "seat", permission=LOCAL),
    Row("organisation_history", "local_body", public=True),
    Row("organisation_take_back", "local_body", permission=LOCAL),
    post("organisation_take_back", "local_body", permission=LOCAL),
    Row("further_sectors", public=True),
    Row("further_sectors", public=True, query="?within=voluntary"),
    Row("further_sectors", public=True, query="?format=csv", page=False),
    Row("further_sector_add", permission=readers.ADMINISTRATORS),
    post("further_sector_add", permission=readers.ADMINISTRATORS),
    Row("further_sector_edit", "further_sector", permission=readers.ADMINISTRATORS),
    post("further_sector_edit", "further_sector", permission=readers.ADMINISTRATORS),
]


def make(cast: Cast) -> dict[str, Any]:
    """A charity that serves Bradford."""
    body = builders.organisation("Bradford Advice Centre", "voluntary")
    seat = OrganisationPlace.objects.create(organisation=body, place=cast.bradford)
    faith, _ = FurtherSector.objects.get_or_create(name="Faith group", sector="voluntary")
    return {"local_body": body, "seat": seat, "further_sector": faith}


def fill(more: More) -> None:
    """One more sector."""
    FurtherSector.objects.create(name=f"Sector {more.number}", sector="voluntary")
