"""Funds: pots of money, which stand at no place."""

from __future__ import annotations

from typing import Any

from funding.models import Fund, FundOwner, FundTopic
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import MARK, SECRET, Seen, said
from tests.access.table import Family, Row, post
from tests.access.world import Level

# No place reaches a fund, so nobody reads one for having a role somewhere.
TEAM = frozenset({"author", "teammate"})
FAMILIES = {
    "fund": Family(
        {
            **readers.BY_LEVEL,
            "team": TEAM,
            "place": TEAM,
            "programme": TEAM | {"pfpp_lead", "evaluator"},
        }
    )
}

ADDS = frozenset(
    {
        *("teammate", "bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor", "desnz_official", "pfpp_lead", "administrator"),
    }
)
TEXTS = ("description", "restriction_text", "permitted_use", "moving_text", "contact_said")
EDITS = frozenset({"pfpp_lead", "administrator"})

ROWS = [
    Row("funds", public=True),
    Row("funds", public=True, query="?q=fund&award=competed&restriction=none"),
    Row("funds", public=True, query="?format=csv", page=False),
    Row("fund_suggest", public=True, query="?q=fund", page=False),
    Row("fund_add", permission=ADDS),
    post("fund_add", permission=ADDS),
    Row("fund", "fund", public=True),
    Row("fund_edit", "fund", permission=EDITS),
    post("fund_edit", "fund", permission=EDITS),
    Row("fund_contact", "fund", permission=EDITS),
    post("fund_contact", "fund", permission=EDITS),
    Row("fund_history", "fund", public=True),
    Row("fund_take_back", "fund", permission=EDITS),
    post("fund_take_back", "fund", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the programme, of the team where it would be the place's."""
    level = "team" if at.level == "place" else at.level
    made = Fund.objects.create(
        name=f"Fund {at.level}", slug=f"fund-{at.level}", **{**at.common, "visibility": level}
    )
    return {"fund": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One that the council owns."""
    fund = Fund.objects.create(
        name="Open fund", slug="open-fund", source=seen.source, **seen.at_bradford.at("public")
    )
    FundOwner.objects.create(fund=fund, organisation=seen.cast.council)
    return {"fund": [fund]}


def hide_at(at: HiddenAt) -> None:
    """One of each level that a fund can have."""
    if at.level == "place":
        return
    fund = Fund.objects.create(
        name=f"{SECRET} pot", slug=f"{MARK}-pot-{at.level}", source=at.seen.source,
        **said(*TEXTS), **at.common,
    )  # fmt: skip
    FundOwner.objects.create(fund=fund, organisation=at.seen.cast.council)
    FundTopic.objects.create(fund=fund, topic=at.seen.topic)
    at.hidden["fund"].append(fund)


def fill(more: More) -> None:
    """One with an owner, and one more owner of the first."""
    fund = Fund.objects.create(name=f"Pot {more.number}", slug=f"pot-{more.number}", **OPEN)
    FundOwner.objects.create(fund=fund, organisation=more.body)
    FundOwner.objects.create(fund=more.seen.first("fund"), organisation=more.body)
