"""How the library takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="library",
        label="Library",
        says="What was tried and found: lessons, case studies, findings, guidance, examples",
        theme=Theme.PILOTS,
        order=5,
        words="learning knowledge evidence what works toolkit best practice",
    ),
)
