"""How comparing places takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="places_compare",
        label="Compare places",
        says="Up to six places side by side",
        theme=Theme.PLACES,
        order=30,
        words="comparison statistics measures",
    ),
)
