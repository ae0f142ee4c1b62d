"""How the pages of programmes take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="programmes",
        label="Programmes",
        says="Programmes and funds that work place by place",
        theme=Theme.PLACES,
        order=50,
        words="pfpp schemes initiatives",
    ),
)
