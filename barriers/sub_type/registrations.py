"""How sub-types take part in the whole."""

from __future__ import annotations

from barriers.models import SubType
from interface.parts import MenuItem, Theme
from records.absent import Absent, Whole
from records.differences import HistoryLabel

REGISTRATIONS = (
    HistoryLabel(model=SubType, apart="the history of each barrier keeps which sub-type it had"),
    MenuItem(
        page="barrier_kinds",
        label="Kinds of barriers",
        says="The kinds and sub-types of barriers, and what each means",
        theme=Theme.BARRIERS,
        order=70,
        words="categories sub-types types",
        within="library",
    ),
    Absent(
        model=SubType,
        at=Whole.FILES,
        why="administrators agree on each, because rules and reports ask for it by name",
    ),
)
