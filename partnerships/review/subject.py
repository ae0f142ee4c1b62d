"""How care of the directory takes part in the whole."""

from __future__ import annotations

from interface.parts import Part, Theme
from partnerships.permissions import keeps_anything

DECLARES = (
    Part(
        page="directory_queue",
        label="Directory pages to look after",
        says="Pages that are overdue, never confirmed, or without a holder",
        theme=Theme.KEEPING,
        order=10,
        words="queue confirm review",
        may=keeps_anything,
    ),
)
