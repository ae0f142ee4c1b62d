"""How the pages of organisations take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="organisations",
        label="Organisations",
        says="Departments, agencies, councils, charities and their teams",
        theme=Theme.PLACES,
        order=40,
        words="departments bodies teams charities",
    ),
)
