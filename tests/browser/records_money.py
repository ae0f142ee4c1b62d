"""Money of the made-up county: funds, flows and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funding.models import Bid, BidLine, Estimate, Flow, Fund


def a_fund() -> Fund:
    """A fund of the made-up county."""
    return Fund.objects.filter(is_example=True)[0]


def a_line() -> list[int]:
    """A line of a bid of the made-up county, as its address has it."""
    line = BidLine.objects.filter(bid__programme__is_example=True).order_by("id")[0]
    return [line.bid_id, line.pk]


RECORDS: dict[str, Callable[[], Any]] = {
    "fund": a_fund,
    "flow": lambda: Flow.objects.filter(programme__is_example=True).order_by("id").first(),
    "bid": lambda: Bid.objects.filter(programme__is_example=True, state="sent")[0],
    "bid_line": a_line,
    "estimate": lambda: Estimate.objects.filter(programme__is_example=True).order_by("id").first(),
}
