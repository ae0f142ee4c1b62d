"""How logging barriers takes part in the whole."""

from __future__ import annotations

from barriers.barrier.permissions import can_log_barriers
from barriers.barrier_page.imported import BARRIERS
from interface.parts import MenuItem, RecordMenuItem, Theme

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
    RecordMenuItem(
        page="barrier",
        label="Overview",
        says="What is asked of whom, and what was tried",
        of="barrier",
        tab=1,
        key="reference",
    ),
    RecordMenuItem(
        page="barrier_details",
        label="Details",
        says="Every attempt, check, escalation and fact",
        of="barrier",
        tab=2,
        key="reference",
    ),
    RecordMenuItem(
        page="barrier_others",
        label="Others like it",
        says="Other barriers of the same kind, and what helps",
        of="barrier",
        tab=3,
        key="reference",
    ),
    RecordMenuItem(
        page="barrier_history",
        label="History",
        says="Every change of it",
        of="barrier",
        tab=4,
        key="reference",
    ),
)
