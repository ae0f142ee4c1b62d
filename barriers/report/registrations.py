"""How the report on barriers takes part in the whole."""

from __future__ import annotations

from operator import itemgetter

from interface.parts import MenuItem, RecordMenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="barrier_report",
        label="Barrier report",
        says="Barriers by kind and place: how many, how old, what came of them",
        theme=Theme.BARRIERS,
        order=20,
        words="heat map statistics trend numbers",
    ),
    RecordMenuItem(
        page="place_barriers",
        label="Barriers",
        says="What gets in the way there",
        of="place",
        tab=3,
        counts=itemgetter("barriers"),
        words="barrier barriers blocker blockers problems stuck",
        answer="Barriers in",
    ),
)
