"""How logging barriers takes part in the whole."""

from __future__ import annotations

from barriers.barrier.permissions import can_log_barriers
from barriers.barrier_page.imported import BARRIERS
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="barrier_log",
        label="Log a barrier",
        says="Something that gets in the way",
        theme=Theme.BARRIERS,
        order=110,
        words="add report new problem blocker",
        permission=can_log_barriers,
        adds=True,
    ),
    BARRIERS,
)
