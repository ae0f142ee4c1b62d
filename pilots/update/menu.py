"""The pages of updates: those of one pilot, and where they are logged and read."""

from __future__ import annotations

from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in
from pilots.pilot.permissions import can_log_progress

MENU = (
    RecordMenuItem(
        page="pilot_updates",
        label="Updates",
        says="What happened in each period, and how sure its team is",
        of="pilot",
        tab=2,
        counts=lambda counted: str(counted["updates"]),
    ),
    RecordMenuItem(
        page="pilot_update",
        label="Log progress",
        says="What happened since the last update",
        of="pilot",
        order=10,
        words="add update figures report",
        permission=can_log_progress,
        adds=True,
    ),
    MenuItem(
        page="log_progress",
        label="Log progress of your pilots",
        says="Choose the pilot, then say what happened since its last update",
        theme=Theme.PILOTS,
        order=15,
        words="add update figures report",
        permission=signed_in,
    ),
    MenuItem(
        page="updates_review",
        label="Updates to review",
        says="Updates that wait for you to read, question or accept",
        theme=Theme.PILOTS,
        order=20,
        words="accept review progress approve",
        permission=signed_in,
    ),
    MenuItem(
        page="updates_due",
        label="Who has not reported",
        says="Pilots whose update is due or late",
        theme=Theme.PILOTS,
        order=30,
        words="updates overdue late progress",
        permission=signed_in,
        within="log_progress",
    ),
)
