"""Bodies that a pilot works with."""

from __future__ import annotations

from typing import Any

from pilots.models import PilotPartner
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, each
from tests.access.table import Family, Row, of_pilot, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import EDITS

FAMILIES = {"partner": Family(readers.BY_LEVEL, of_pilot)}

ROWS = [
    Row("pilot_partners", "pilot", public=True),
    Row("partner_add", "pilot", permission=EDITS),
    post("partner_add", "pilot", permission=EDITS),
    Row("partner_edit", "partner", permission=EDITS),
    post("partner_edit", "partner", permission=EDITS),
    Row("partner_take_back", "partner", permission=EDITS),
    post("partner_take_back", "partner", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """The council."""
    partner = PilotPartner.objects.create(pilot=at["pilot"], organisation=at.cast.council)
    return {"partner": partner}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """The council, which leads it as well."""
    council = seen.cast.council
    PilotPartner.objects.create(pilot=seen.first("pilot"), organisation=council, kind="lead")
    return each(at_level(seen.level()))


def hide_at(at: HiddenAt) -> None:
    """One by name and one in words."""
    PilotPartner.objects.create(pilot=at.pilot, organisation=at.seen.cast.council, role=SECRET)
    PilotPartner.objects.create(pilot=at.pilot, description=SECRET)


def fill(more: More) -> None:
    """One by name and one in words."""
    for pilot in more.pilots:
        said = {"pilot": pilot, "source": more.seen.source}
        PilotPartner.objects.create(organisation=more.body, **said)
        PilotPartner.objects.create(description="Schools", **said)
