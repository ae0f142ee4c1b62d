"""Places within others, for who knows only the numbers of those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from partnerships.models import PlaceReach


def within(ids: Sequence[int]) -> Any:
    """The places of these numbers and all within them, as a query of their numbers."""
    return PlaceReach.objects.filter(ancestor__in=list(ids)).order_by().values("place")
