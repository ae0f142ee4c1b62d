"""Money of the made-up county: funds, flows and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funding.models import Bid, BidLine, Estimate, Flow, Fund, Pool, PoolContribution, PoolYear


def a_fund() -> Fund:
    """A fund of the made-up county."""
    return Fund.objects.filter(is_example=True)[0]


def _part(model: Any, link: str) -> list[int]:
    """A part of a record of the made-up county, as its address has it."""
    part = model.objects.filter(**{f"{link}__programme__is_example": True}).order_by("id")[0]
    return [getattr(part, f"{link}_id"), part.pk]


RECORDS: dict[str, Callable[[], Any]] = {
    "fund": a_fund,
    "flow": lambda: Flow.objects.filter(programme__is_example=True).order_by("id").first(),
    "bid": lambda: Bid.objects.filter(programme__is_example=True, state="sent")[0],
    "bid_line": lambda: _part(BidLine, "bid"),
    "estimate": lambda: Estimate.objects.filter(programme__is_example=True).order_by("id").first(),
    "pool": lambda: Pool.objects.filter(programme__is_example=True)[0],
    "pool_contribution": lambda: _part(PoolContribution, "pool"),
    "pool_year": lambda: _part(PoolYear, "pool"),
}
