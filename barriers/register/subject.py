"""How the list of barriers takes part in the whole."""

from __future__ import annotations

from interface.parts import Part, Theme

DECLARES = (
    Part(
        page="barriers",
        label="Barriers",
        says="What stands in the way of joining up, and who could change it",
        theme=Theme.BARRIERS,
        order=10,
        words="problems blockers obstacles issues",
    ),
)
