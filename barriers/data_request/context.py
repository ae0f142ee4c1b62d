"""What a barrier's page says of data: requests that would take it away, and advice that was had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barriers.barrier import permissions
from barriers.models import AdviceSession, Barrier, DataRequest

MOST = 20
KIND = "data-sharing"


@dataclass(frozen=True)
class DataAsked:
    """Requests for data that would take a barrier away, as far as the reader sees them."""

    requests: list[DataRequest]
    advice: list[AdviceSession]
    may_ask: bool

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say or to do."""
        return bool(self.requests or self.advice or self.may_ask)


def build(barrier: Barrier, user: Any) -> DataAsked:
    """For a barrier that the reader sees. Data is asked for where the barrier is of that kind."""
    requests = DataRequest.objects.visible_to(user).removing(barrier)
    newest = requests.for_rows().order_by("-updated_at", "-id")[:MOST]
    of_kind = barrier.category is not None and barrier.category.key == KIND
    place = permissions.lead_place(barrier)
    return DataAsked(
        requests=list(newest) if user.is_authenticated else [],  # none is public
        advice=list(barrier.data_advice.with_all()) if user.is_authenticated else [],
        may_ask=of_kind and place is not None and permissions.can_log_barrier_at(user, place),
    )
