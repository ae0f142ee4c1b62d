"""How links take part in the whole."""

from __future__ import annotations

from barriers.models import Barrier, BarrierLink
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.related import Beside

REGISTRATIONS = (
    HistoryLabel(model=BarrierLink, noun="link", named_by=("other",)),
    Beside(name="links", of=Barrier, model=BarrierLink, key="barrier"),
    Beside(name="links_at_place", of=Barrier, model=BarrierLink, key="other"),
    Absent(model=BarrierLink, at=Whole.FILES, why="somebody judges one barrier that they read"),
)
