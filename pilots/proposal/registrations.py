"""How proposing pilots takes part in the whole."""

from __future__ import annotations

from interface.parts import Part, Theme
from pilots.pilot.permissions import can_propose
from pilots.proposal.imported import PILOTS

REGISTRATIONS = (
    Part(
        page="pilot_add",
        label="Propose a pilot",
        says="Something that your place wants to try",
        theme=Theme.PILOTS,
        order=110,
        words="add new project idea",
        may=can_propose,
        adds=True,
    ),
    PILOTS,
)
