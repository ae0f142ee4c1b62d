"""Guidance on funds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from funding.models import FundGuidance, FundGuidanceTopic
from partnerships.models import Topic
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET_LINK, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.fund.sweep import EDITS
from tests.funding.fund.sweep import FAMILIES as OF_FUND

AFTER = ("funding.fund",)
FAMILIES = {"fund_guidance": Family(OF_FUND["fund"].readers, by_number)}
CHECKED = dt.date(2026, 1, 5)

ROWS = [
    Row("fund_guidance_list", public=True),
    Row("fund_guidance_list", public=True, query="?q=how&due=on"),
    Row("fund_guidance_list", public=True, query="?format=csv", page=False),
    Row("fund_guidance", "fund_guidance", public=True),
    Row("fund_guidance_add", "fund", permission=EDITS),
    post("fund_guidance_add", "fund", permission=EDITS),
    Row("fund_guidance_edit", "fund_guidance", permission=EDITS),
    post("fund_guidance_edit", "fund_guidance", permission=EDITS),
    post("fund_guidance_check", "fund_guidance", permission=EDITS),
    Row("fund_guidance_history", "fund_guidance", public=True),
    Row("fund_guidance_take_back", "fund_guidance", permission=EDITS),
    post("fund_guidance_take_back", "fund_guidance", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the fund of this level."""
    made = FundGuidance.objects.create(
        fund=at["fund"], title="How to apply", created_by=at.cast.author
    )
    return {"fund_guidance": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the open fund."""
    made = FundGuidance.objects.create(
        fund=seen.first("fund"), title="How to apply", checked_on=CHECKED, source=seen.source
    )
    return {"fund_guidance": [made]}


def hide_at(at: HiddenAt) -> None:
    """One of each hidden fund, about a topic."""
    if at.level == "place":
        return
    made = FundGuidance.objects.create(
        fund=at.hidden["fund"][-1],
        checked_on=CHECKED,
        source=at.seen.source,
        url=SECRET_LINK,
        **said("title", "about", "publisher", "edition"),
    )
    FundGuidanceTopic.objects.create(guidance=made, topic=Topic.objects.order_by("id")[0])
    at.hidden["fund_guidance"].append(made)


def fill(more: More) -> None:
    """One more of the first fund, about a topic."""
    made = FundGuidance.objects.create(
        fund=more.seen.first("fund"), title=f"Guidance {more.number}", checked_on=CHECKED
    )
    FundGuidanceTopic.objects.create(guidance=made, topic=Topic.objects.order_by("id")[0])
