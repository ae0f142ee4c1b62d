"""Rounds of funds, and their deadlines."""

from __future__ import annotations

from typing import Any

from funding.models import FundRound
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, SECRET, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.fund.sweep import EDITS
from tests.funding.fund.sweep import FAMILIES as OF_FUND

AFTER = ("funding.fund",)
FAMILIES = {"fund_round": Family(OF_FUND["fund"].readers, by_number)}

ROWS = [
    Row("fund_rounds", public=True),
    Row("fund_rounds", public=True, query="?q=round&state=open&closes=3"),
    Row("fund_rounds", public=True, query="?format=csv", page=False),
    Row("fund_round", "fund_round", public=True),
    Row("fund_round_add", "fund", permission=EDITS),
    post("fund_round_add", "fund", permission=EDITS),
    Row("fund_round_edit", "fund_round", permission=EDITS),
    post("fund_round_edit", "fund_round", permission=EDITS),
    Row("fund_round_history", "fund_round", public=True),
    Row("fund_round_take_back", "fund_round", permission=EDITS),
    post("fund_round_take_back", "fund_round", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the fund of this level."""
    made = FundRound.objects.create(
        fund=at["fund"], name="Round one", closes=AHEAD, created_by=at.cast.author
    )
    return {"fund_round": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the open fund."""
    fund = seen.first("fund")
    made = FundRound.objects.create(fund=fund, name="Round one", closes=AHEAD, source=seen.source)
    return {"fund_round": [made]}


def hide_at(at: HiddenAt) -> None:
    """One of each hidden fund."""
    if at.level != "place":
        made = FundRound.objects.create(
            fund=at.hidden["fund"][-1],
            closes=AHEAD,
            source=at.seen.source,
            link=f"https://example.org/{SECRET}",
            **said("name", "who_may", "where_to", "note"),
        )
        at.hidden["fund_round"].append(made)


def fill(more: More) -> None:
    """One more of the first fund."""
    FundRound.objects.create(
        fund=more.seen.first("fund"), name=f"Round {more.number}", closes=AHEAD
    )
