"""How the pages of programmes take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in_of

REGISTRATIONS = (
    MenuItem(
        page="programmes",
        label="Programmes",
        says="Programmes and funds that work place by place",
        theme=Theme.PLACES,
        order=50,
        words="pfpp schemes initiatives",
    ),
    RecordMenuItem(
        page="programme",
        label="Overview",
        says="Where it works and what came of it",
        of="programme",
        tab=1,
    ),
    RecordMenuItem(
        page="programme_pilots",
        label="Pilots side by side",
        says="Where each stands and what it does next",
        of="programme",
        tab=2,
        permission=signed_in_of,
    ),
    RecordMenuItem(
        page="programme_published",
        label="What’s published",
        says="What its sources say, claim by claim",
        of="programme",
        tab=5,
    ),
    RecordMenuItem(
        page="programme_history",
        label="History",
        says="Every change of it",
        of="programme",
        order=50,
    ),
)
