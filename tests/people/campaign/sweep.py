"""Campaigns of communications: everybody reads them."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation
from people.models import Campaign
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"campaign": Family(readers.OPEN, by_number)}

EDITS = frozenset({"author", "desnz_official"})

ROWS = [
    Row("campaigns", public=True),
    Row("campaigns", public=True, query="?q=places&body=nobody"),
    Row("campaigns", public=True, query="?format=csv", page=False),
    Row("campaign", "campaign", public=True),
    Row("campaign_history", "campaign"),
    Row("campaign_add", permission=readers.DIRECTORY),
    post("campaign_add", permission=readers.DIRECTORY),
    Row("campaign_edit", "campaign", permission=EDITS),
    post("campaign_edit", "campaign", permission=EDITS),
    Row("campaign_take_back", "campaign", permission=EDITS),
    post("campaign_take_back", "campaign", permission=EDITS),
]


def campaign(by: Organisation, title: str = "Why work in places?", **fields: Any) -> Campaign:
    """One for policy teams."""
    return Campaign.objects.create(
        title=title, organisation=by, **{"audience": "Policy teams", **fields}
    )


def make(cast: Cast) -> dict[str, Any]:
    """One of the energy department."""
    body = Organisation.objects.get(sector="central_government")
    return {"campaign": campaign(body, created_by=cast.author)}


def fill(more: More) -> None:
    """Another."""
    known = {"source": more.seen.source, "programme": more.seen.cast.pfpp}
    campaign(more.body, f"Campaign {more.number}", **known)
