"""How beginning a regional update takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from policy.regional_update.permissions import can_begin_regional_update

REGISTRATIONS = (
    MenuItem(
        page="regional_update_start",
        label="Start a regional update",
        says="A quarter of your region, drafted from what changed",
        theme=Theme.PEOPLE,
        order=130,
        words="write add new quarterly region",
        permission=can_begin_regional_update,
        adds=True,
    ),
)
