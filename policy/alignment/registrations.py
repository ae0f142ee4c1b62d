"""How pairs of priorities take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme, signed_in
from policy.models import Repeat
from records.differences import HistoryLabel

REGISTRATIONS = (
    MenuItem(
        page="priority_matrix",
        label="Priorities side by side",
        says="Which priorities of places, regions and departments fit together",
        theme=Theme.MONEY,
        order=30,
        words="matrix alignment compare",
        within="priorities",
    ),
    MenuItem(
        page="priority_differences",
        label="Where priorities differ",
        says="Priorities at different levels that differ",
        theme=Theme.MONEY,
        order=40,
        words="conflict alignment",
        within="priorities",
    ),
    MenuItem(
        page="priority_repeats",
        label="Repeated objectives",
        says="Objectives that mean the same in two documents",
        theme=Theme.MONEY,
        order=50,
        words="duplicates alignment",
        permission=signed_in,
        within="priorities",
    ),
    HistoryLabel(model=Repeat, named_by=("verdict",)),
)
