"""How switching parts off takes part in the whole."""

from __future__ import annotations

from access.permissions import is_administrator
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="parts_in_use",
        label="Parts in use",
        says="Switch off what your organisation doesn’t use",
        theme=Theme.KEEPING,
        order=95,
        words="settings features modules turn off on hide switch",
        permission=is_administrator,
    ),
)
