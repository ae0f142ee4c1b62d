"""A body and its pages."""

from __future__ import annotations

from typing import Any

from partnerships.models import Member, OrganisationPlace, Partnership, PartnershipPlace
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, post
from tests.builders import Cast

FAMILIES = {"organisation": Family(readers.OPEN)}

ROWS = [
    Row("organisation_edit", "organisation", permission=readers.ADMINISTRATORS),
    post("organisation_edit", "organisation", permission=readers.ADMINISTRATORS),
    Row("organisation_together", "organisation", public=True),
    Row("organisation_together", "organisation", public=True, query="?body=none-such"),
    Row("organisations_together", "two_organisations", public=True),
    Row("organisations", public=True),
    Row("works_where", public=True),
    Row("organisation", "organisation", public=True),
    Row("organisation_suggest", public=True, page=False, query="?q=energy"),
]


def make(cast: Cast) -> dict[str, Any]:
    """The council."""
    return {"organisation": cast.council}


def fill(more: More) -> None:
    """The new body serves the place, has its seat there and is a member of a partnership."""
    cast = more.seen.cast
    if more.number == 0:
        together = Partnership.objects.create(name="Together", slug="together")
        PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
        twice = builders.organisation("Housing body", parent=cast.council)  # or so it seems
        OrganisationPlace.objects.create(organisation=twice, place=cast.bradford, role="serves")
    for role in ("serves", "based"):
        OrganisationPlace.objects.create(organisation=more.body, place=cast.bradford, role=role)
    together = Partnership.objects.get(slug="together")
    Member.objects.create(partnership=together, organisation=more.body)
