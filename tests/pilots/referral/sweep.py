"""How people came to a pilot."""

from __future__ import annotations

from typing import Any

from tests import engaged
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import said
from tests.access.table import Family, Row, of_pilot, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import LOGS

FAMILIES = {"referral": Family(readers.BY_LEVEL, of_pilot)}

ROWS = [
    Row("pilot_referrals", "pilot", public=True),
    Row("pilot_referrals", "pilot", public=True, query="?format=csv", page=False),
    Row("referral_add", "pilot", permission=LOGS),
    post("referral_add", "pilot", permission=LOGS),
    Row("referral_edit", "referral", permission=LOGS),
    post("referral_edit", "referral", permission=LOGS),
]


def at_level(at: Level) -> dict[str, Any]:
    """What the author wrote down of a pilot."""
    return {"referral": engaged.referral(at["pilot"], 12, created_by=at.cast.author)}


def hide_at(at: HiddenAt) -> None:
    """Of a hidden pilot."""
    engaged.referral(at.pilot, 79, **said("route", "note"))


def fill(more: More) -> None:
    """One more."""
    for pilot in more.pilots:
        engaged.referral(pilot, 7, source=more.seen.source)
