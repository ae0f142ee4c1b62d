"""How who decides at a place takes part in the whole."""

from __future__ import annotations

from operator import itemgetter

from interface.parts import RecordMenuItem

REGISTRATIONS = (
    RecordMenuItem(
        page="place_governance",
        label="Who decides",
        says="What its boards may do, and who answers to whom",
        of="place",
        tab=6,
        counts=itemgetter("boards"),
        words="board boards committee committees governance decides",
        answer="Who decides in",
    ),
)
