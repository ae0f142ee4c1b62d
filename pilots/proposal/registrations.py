"""How proposing pilots takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from pilots.pilot.permissions import can_propose
from pilots.proposal.imported import PILOTS

REGISTRATIONS = (
    MenuItem(
        page="pilot_add",
        label="Propose a pilot",
        says="Something that your place wants to try",
        theme=Theme.PILOTS,
        order=110,
        words="add new project idea",
        permission=can_propose,
        adds=True,
    ),
    PILOTS,
)
