"""How cover takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme, signed_in

REGISTRATIONS = (
    MenuItem(
        page="own_cover",
        label="Cover while you are away",
        says="Give a colleague your roles while you are away",
        theme=Theme.OWN,
        order=60,
        words="leave holiday absence deputy stand in",
        permission=signed_in,
        within="account",
    ),
)
