"""Who is told what came of a bid."""

from __future__ import annotations

from typing import Any

from accounts.notice.parties import one_person, tell_parties
from funding.models import Bid


def tell_asker(bid: Bid, *, by: Any) -> None:
    """Tell whoever wrote it down what was decided, unless they recorded that themselves."""
    tell_parties(
        [one_person(bid.created_by, "Whoever wrote it down")],
        by=by,
        kind="bid-decided",
        subject=f"{bid.get_state_display().capitalize()}: {bid.title}",
        about=bid,
        url=bid.get_absolute_url(),
    )
