"""How pots take part in the whole: they stand on their fund's page."""

from __future__ import annotations

from funding.models import FundPot
from records.differences import HistoryLabel

REGISTRATIONS = (
    HistoryLabel(model=FundPot, noun="pot", named_by=("name",), with_name=("amount_low",)),
)
