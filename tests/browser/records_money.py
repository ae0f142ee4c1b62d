"""Money of the made-up county: funds, flows and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funding.models import Estimate, Flow, Fund


def a_fund() -> Fund:
    """A fund of the made-up county."""
    return Fund.objects.filter(is_example=True)[0]


RECORDS: dict[str, Callable[[], Any]] = {
    "fund": a_fund,
    "flow": lambda: Flow.objects.filter(programme__is_example=True).order_by("id").first(),
    "estimate": lambda: Estimate.objects.filter(programme__is_example=True).order_by("id").first(),
}
