"""How lived experience takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="lived_roles",
        label="Lived experience",
        says="Roles for people with experience of what pilots are about",
        theme=Theme.PEOPLE,
        order=97,
        words="residents involvement co-production",
    ),
)
