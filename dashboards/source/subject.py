"""How the pages of sources take part in the whole."""

from __future__ import annotations

from dashboards.source.permissions import can_add_sources
from interface.parts import Part, Theme

DECLARES = (
    Part(
        page="sources",
        label="Sources",
        says="Every document behind a figure or a claim, with what rests on it",
        theme=Theme.KEEPING,
        order=30,
        words="references citations documents evidence",
    ),
    Part(
        page="source_add",
        label="Add a source",
        says="A document that others can cite",
        theme=Theme.KEEPING,
        order=160,
        words="reference document new",
        may=can_add_sources,
        adds=True,
    ),
)
