"""Adding bodies, saying where they work and that they have ended."""

from __future__ import annotations

from typing import Any

from partnerships.models import OrganisationPlace
from tests import builders
from tests.access import readers
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "seat": Family(readers.OPEN, by_number),
    "local_body": Family(readers.OPEN),
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
]


def make(cast: Cast) -> dict[str, Any]:
    """A charity that serves Bradford."""
    body = builders.organisation("Bradford Advice Centre", "voluntary")
    seat = OrganisationPlace.objects.create(organisation=body, place=cast.bradford)
    return {"local_body": body, "seat": seat}
