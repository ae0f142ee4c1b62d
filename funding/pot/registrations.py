"""How pots take part in the whole: they stand on their fund's page."""

from __future__ import annotations

from funding.models import FundPot
from funding.pot.views import Pots
from records.absent import Absent, Whole
from records.differences import HistoryLabel

REGISTRATIONS = (
    *Pots.registrations(),
    HistoryLabel(
        model=FundPot, public=True, noun="pot", named_by=("name",), with_name=("amount_low",)
    ),
    Absent(
        model=FundPot,
        at=Whole.FILES,
        why="no format reads how one fund is parted into pots",
        to_come=True,
    ),
)
