"""How links take part in the whole."""

from __future__ import annotations

from barriers.models import BarrierLink
from records.absent import Absent, Whole
from records.differences import HistoryLabel

REGISTRATIONS = (
    HistoryLabel(model=BarrierLink, noun="link", named_by=("other",)),
    Absent(model=BarrierLink, at=Whole.FILES, why="somebody judges one barrier that they read"),
)
