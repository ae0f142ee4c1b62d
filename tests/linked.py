"""Builders of what people say of two barriers."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, BarrierLink


def link(barrier: Barrier, other: Barrier, kind: str = "like", **fields: Any) -> BarrierLink:
    """Two barriers that are like each other."""
    return BarrierLink.objects.create(barrier=barrier, other=other, kind=kind, **fields)


def join(barrier: Barrier, other: Barrier, **fields: Any) -> BarrierLink:
    """A barrier that waits for the answer of another."""
    return link(barrier, other, "joined", **fields)
