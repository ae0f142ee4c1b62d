"""Pots of a fund: what each of them pays for."""

from __future__ import annotations

from typing import Any

from funding.models import FundPot
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.fund.sweep import EDITS
from tests.funding.fund.sweep import FAMILIES as OF_FUND

AFTER = ("funding.fund",)
FAMILIES = {"fund_pot": Family(OF_FUND["fund"].readers, by_number)}

ROWS = [
    Row("fund_pot_add", "fund", permission=EDITS),
    post("fund_pot_add", "fund", permission=EDITS),
    Row("fund_pot_edit", "fund_pot", permission=EDITS),
    post("fund_pot_edit", "fund_pot", permission=EDITS),
    Row("fund_pot_take_back", "fund_pot", permission=EDITS),
    post("fund_pot_take_back", "fund_pot", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the fund of this level."""
    pot = FundPot.objects.create(
        fund=at["fund"], name="Families", outcome="Fewer", created_by=at.cast.author
    )
    return {"fund_pot": pot}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the open fund."""
    fund = seen.first("fund")
    return {"fund_pot": [FundPot.objects.create(fund=fund, name="Families", outcome="Fewer")]}


def hide_at(at: HiddenAt) -> None:
    """One of each hidden fund."""
    if at.level != "place":
        fund = at.hidden["fund"][-1]
        at.hidden["fund_pot"].append(FundPot.objects.create(fund=fund, **said("name", "outcome")))


def fill(more: More) -> None:
    """One more of the first fund."""
    fund = more.seen.first("fund")
    FundPot.objects.create(
        fund=fund, name=f"Pot {more.number}", outcome="Fewer",
        definition=more.seen.first("shared_definition"),
    )  # fmt: skip
