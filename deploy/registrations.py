"""How the server takes part in the whole."""

from __future__ import annotations

from access.permissions import is_administrator
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="server",
        label="The server",
        says="Whether it is well, what ran by itself, and how much it keeps",
        theme=Theme.KEEPING,
        order=95,
        words="backup operator health version jobs",
        permission=is_administrator,
    ),
)
