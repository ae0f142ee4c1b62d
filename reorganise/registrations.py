"""How reorganisations take part in the whole."""

from __future__ import annotations

from access.permissions import sees_duplicates
from interface.parts import MenuItem, Theme
from records.unlinked import Unlinked

REGISTRATIONS = (
    MenuItem(
        page="reorganisations",
        label="Reorganisations",
        says="Places and bodies that merge, split or change, and what moved with them",
        theme=Theme.PLACES,
        order=60,
        words="merge split rename local government boundary change",
    ),
    MenuItem(
        page="organisation_duplicates",
        label="Organisations that may be duplicates",
        says="Pairs that look like one organisation",
        theme=Theme.KEEPING,
        order=40,
        words="merge duplicates same",
        permission=sees_duplicates,
    ),
    Unlinked(
        pages=("organisation_two",),
        on="organisation_duplicates",
        why="two bodies are listed there while their names are alike",
    ),
)
