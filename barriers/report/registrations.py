"""How the report on barriers takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="barrier_report",
        label="Barrier report",
        says="Barriers by kind and place: how many, how old, what came of them",
        theme=Theme.BARRIERS,
        order=20,
        words="heat map statistics trend numbers",
    ),
)
