"""How the pages of organisations take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, RecordMenuItem, Theme
from records.unlinked import Unlinked

REGISTRATIONS = (
    MenuItem(
        page="organisations",
        label="Organisations",
        says="Departments, agencies, councils, charities and their teams",
        theme=Theme.PLACES,
        order=40,
        words="departments bodies teams charities",
    ),
    RecordMenuItem(
        page="organisation_together",
        label="Shared with another organisation",
        says="Pilots, meetings and money of both",
        of="organisation",
        order=10,
    ),
    RecordMenuItem(
        page="organisation_history",
        label="History",
        says="Every change of it",
        of="organisation",
        order=50,
    ),
    Unlinked(
        pages=("organisations_together",),
        on="organisation_together",
        why="a page leads there once somebody chose a second body, or two have a pilot in common",
    ),
)
