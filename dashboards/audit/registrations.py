"""How the list of all changes takes part in the whole."""

from __future__ import annotations

from access.permissions import is_administrator
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="all_changes",
        label="Every change",
        says="Who added, changed or removed what, in all of Placebook",
        theme=Theme.KEEPING,
        order=96,
        within="server",
        words="audit history log trail who changed when",
        permission=is_administrator,
    ),
)
