"""How help takes part in the whole."""

from __future__ import annotations

from dashboards.help.pages import HELP
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="help",
        label="Help",
        says="How to do the things that people ask about most",
        theme=Theme.ABOUT,
        order=5,
        words="how do i guide manual instructions support questions",
    ),
    *HELP,
)
