"""How the end of a barrier takes part in the whole."""

from __future__ import annotations

from barriers.models import Closing
from records.differences import HistoryLabel
from records.unlinked import Unlinked

REGISTRATIONS = (
    HistoryLabel(model=Closing, public=True),
    Unlinked(
        pages=("barrier_reopen",),
        on="barrier",
        why="only a barrier that was closed is opened again",
    ),
)
