"""Who is told what came of a bid."""

from __future__ import annotations

from typing import Any

from accounts.notice.outbox import tell
from funding.models import Bid


def tell_asker(bid: Bid, *, by: Any) -> None:
    """Tell whoever wrote it down what was decided, unless they recorded that themselves."""
    asker = bid.created_by
    if asker is not None and asker.is_active and asker.pk != by.pk:
        subject = f"{bid.get_state_display().capitalize()}: {bid.title}"
        url = bid.get_absolute_url()
        tell(kind="bid-decided", subject=subject, about=bid, url=url, to=asker)
