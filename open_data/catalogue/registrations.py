"""How what can be taken away takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="data",
        label="Download the data",
        says="Files of every list, all of them as one, and on what terms",
        theme=Theme.ABOUT,
        order=50,
        words="download export csv json zip open data licence api dcat catalogue",
        within="about",
    ),
)
