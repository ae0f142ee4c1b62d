"""How the end of a barrier takes part in the whole."""

from __future__ import annotations

from barriers.models import Barrier, Closing
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.related import Beside
from records.unlinked import Unlinked

REGISTRATIONS = (
    HistoryLabel(model=Closing, public=True),
    Beside(name="closings", of=Barrier, model=Closing, key="barrier"),
    Absent(
        model=Closing,
        at=Whole.FILES,
        why="it is done at one barrier on a day of its own, and others are told of it then",
    ),
    Unlinked(
        pages=("barrier_reopen",),
        on="barrier",
        why="only a barrier that was closed is opened again",
    ),
)
