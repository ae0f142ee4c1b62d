"""How the end of a barrier takes part in the whole."""

from __future__ import annotations

from barriers.models import Closing
from records.absent import Absent, Whole
from records.differences import HistoryLabel

REGISTRATIONS = (
    HistoryLabel(model=Closing, public=True),
    Absent(
        model=Closing,
        at=Whole.FILES,
        why="it is done at one barrier on its day, and others are told of it then",
    ),
)
