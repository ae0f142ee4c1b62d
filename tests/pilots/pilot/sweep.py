"""Pilots, for everybody whom their level admits."""

from __future__ import annotations

from typing import Any

from records.models import Note
from tests import builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import MARK, PAST, SECRET, Seen, said
from tests.access.table import Family, Row, post
from tests.access.world import Level

LOGS = frozenset({"teammate", "bradford_editor", "region_editor", "bradford_officer"})

FAMILIES = {"pilot": Family(readers.BY_LEVEL)}

EDITS = frozenset({"teammate", "bradford_editor", "region_editor"})
TAKES_BACK = frozenset({"author", "bradford_editor", "region_editor"})

ROWS = [
    Row("pilot", "new_pilot", public=True),
    Row("pilot_places", "pilot", permission=EDITS),
    post("pilot_places", "pilot", permission=EDITS),
    Row("pilots", public=True),
    Row("pilots", public=True, query="?choose=on"),
    Row("pilots", public=True, query="?q=pilot&status=live&sort=-changed"),
    Row("pilots", public=True, query="?topic=no-such-topic"),
    Row("pilots", public=True, query="?format=csv", page=False),
    Row("pilot_suggest", public=True, query="?q=pilot", page=False),
    Row("pilot", "pilot", public=True),
    Row("pilot_barriers", "pilot", public=True),
    Row("pilot_key_role", "pilot", permission=EDITS),
    post("pilot_key_role", "pilot", permission=EDITS),
    Row("pilot_history", "pilot", public=True),
    Row("pilot_about", "pilot", public=True),
    Row("pilot_dossier", "pilot", page=False),
    Row("pilot_brief", "pilot", public=True),
    Row("pilot_brief", "pilot", public=True, query="?format=txt", page=False),
    Row("pilot_edit", "pilot", permission=EDITS),
    post("pilot_edit", "pilot", permission=EDITS),
    Row("pilot_take_back", "pilot", permission=TAKES_BACK),
    post("pilot_take_back", "pilot", permission=TAKES_BACK),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of Bradford."""
    return {"pilot": builders.pilot(at.cast.bradford, f"Pilot seen by {at.level}", **at.common)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One that grew out of a hidden one, and one of Luton."""
    cast, hidden = seen.cast, seen.scope("team")
    parent = builders.pilot(
        hidden.place, f"{SECRET} parent", slug=f"{MARK}-parent", **hidden.at("team")
    )
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp, parent=parent)
    pilot.topics.add(seen.topic)
    second = builders.pilot(cast.luton, "Warm shops", programme=seen.at_luton.programme)
    return {"pilot": [pilot, second]}


def hide_at(at: HiddenAt) -> None:
    """One that grew out of the open one; what belongs to it is added by its own subjects."""
    pilot = builders.pilot(
        at.scope.place,
        f"{SECRET} pilot",
        at.scope.beside,
        slug=f"{MARK}-pilot-{at.level}",
        **said("summary", "challenge", "target_group", "dates_note"),
        parent=at.seen.first("pilot"),
        rhythm=3,
        update_due=PAST,
        source=at.seen.source,
        **at.common,
    )
    pilot.topics.add(at.seen.topic)
    Note.objects.create(subject=pilot, kind="gap", text=SECRET, source=at.seen.source)
    at.hidden["pilot"].append(pilot)
    at.pilot = pilot


def fill(more: More) -> None:
    """One that grew out of the first; both get as much of everything."""
    seen = more.seen
    pilot = builders.pilot(
        seen.cast.bradford, "", seen.cast.luton, programme=seen.cast.pfpp, source=seen.source,
        rhythm=3, update_due=PAST, parent=seen.first("pilot"), **OPEN,
    )  # fmt: skip
    pilot.topics.add(seen.topic)
    more.pilots = [pilot, seen.first("pilot")]
    for one in more.pilots:
        Note.objects.create(subject=one, kind="gap", text="How many", source=seen.source)
