"""How barriers are changed many at once."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from barriers.barrier.permissions import know_reach
from barriers.bulk.operations import ChangeBarrierLevel, CloseBarriers, NameOwners
from barriers.models import Barrier
from barriers.register.filters import BarrierFilter
from records.bulk.lists import BulkList


def _filtered(request: Any) -> BarrierFilter:
    return BarrierFilter(request.GET, request=request)


def _complete(rows: QuerySet[Barrier], user: Any) -> list[Barrier]:
    barriers = list(rows.for_rows())
    know_reach(barriers, user)
    return barriers


def _called(barrier: Barrier) -> str:
    return f"{barrier.reference}: {barrier.title}"


REGISTRATIONS = (
    BulkList(
        key="barriers",
        noun="barrier",
        address="barriers",
        model=Barrier,
        filtered=_filtered,
        complete=_complete,
        operations=(CloseBarriers(), NameOwners(), ChangeBarrierLevel()),
        called=_called,
        order=10,
    ),
)
