"""Risks of a pilot: working text, never for the public."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot
from pilots.risk.views import Risks
from tests import coursed
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, said
from tests.access.table import Family, of_pilot, rows_of_kind
from tests.access.world import Level
from tests.pilots.pilot.sweep import LOGS

FAMILIES = {"risk": Family(readers.NOT_PUBLIC, of_pilot)}

ROWS = rows_of_kind(Risks, "pilot", LOGS)


def at_level(at: Level) -> dict[str, Any]:
    """One of the author's."""
    return {"risk": coursed.risk(at["pilot"], created_by=at.cast.author)}


def hide_at(at: HiddenAt) -> None:
    """Those of a hidden pilot."""
    _hide(at.pilot, at.hidden)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What could go wrong with a public pilot."""
    if seen.who == "resident":
        _hide(seen.first("pilot"), hidden)


def _hide(pilot: Pilot, hidden: Hidden) -> None:
    words = said("what", "effect_said", "response", "owner_said", "state_said")
    closed = coursed.risk(pilot, state="passed", **words)
    hidden["risk"] += [closed, coursed.risk(pilot, **{**words, "state_said": ""})]


def plant(pilot: Pilot, said: str) -> None:
    """One that is open."""
    coursed.risk(pilot, said, effect_said=said)


def fill(more: More) -> None:
    """One that is open and one that passed."""
    for pilot in more.pilots:
        for state in ("open", "passed"):
            coursed.risk(pilot, owner=more.seen.first("post"), state=state, state_said="So")
