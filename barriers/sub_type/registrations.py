"""How sub-types take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="barrier_kinds",
        label="Kinds of barriers",
        says="The kinds and sub-types of barriers, and what each means",
        theme=Theme.BARRIERS,
        order=70,
        words="categories sub-types types",
        within="library",
    ),
)
