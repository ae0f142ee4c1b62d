"""A partnership, its members, and who keeps both right."""

from __future__ import annotations

from typing import Any

from partnerships.models import Member, Partnership, PartnershipPlace
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "partnership": Family(readers.OPEN),
    "member": Family(readers.OPEN, by_number),
}
# Editors and connectors of any place may add one, leads at places of their programmes; those of
# Bradford keep Bradford's
ADDERS = readers.KEEPERS | {"luton_editor", "pfpp_lead", "administrator"}
KEEPERS = readers.KEEPERS | {"administrator"}

ROWS = [
    Row("partnership", "partnership", public=True),
    Row("partnership_history", "partnership", public=True),
    Row("partnership_add", permission=ADDERS, query="?place=bradford"),
    post("partnership_add", permission=ADDERS),
    Row("partnership_edit", "partnership", permission=KEEPERS),
    post("partnership_edit", "partnership", permission=KEEPERS),
    Row("partnership_end", "partnership", permission=KEEPERS),
    post("partnership_end", "partnership", permission=KEEPERS),
    Row("partnership_take_back", "partnership", permission=KEEPERS),
    post("partnership_take_back", "partnership", permission=KEEPERS),
    Row("member_add", "partnership", permission=KEEPERS),
    post("member_add", "partnership", permission=KEEPERS),
    Row("member_edit", "member", permission=KEEPERS),
    post("member_edit", "member", permission=KEEPERS),
    Row("member_take_back", "member", permission=KEEPERS),
    post("member_take_back", "member", permission=KEEPERS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of Bradford, to which the council belongs."""
    made = Partnership.objects.create(name="Act as One", slug="act-as-one", vision="One plan")
    PartnershipPlace.objects.create(partnership=made, place=cast.bradford)
    member = Member.objects.create(
        partnership=made, organisation=cast.council, role="lead", commitment=3
    )
    return {"partnership": made, "member": member}


def fill(more: More) -> None:
    """The new body joins."""
    Member.objects.create(
        partnership=more.seen.first("partnership"), organisation=more.body, commitment=2
    )
