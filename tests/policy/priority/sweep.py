"""Priorities of places and bodies."""

from __future__ import annotations

from typing import Any

from policy.models import PriorityTopic
from tests import builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, SECRET, Seen, said
from tests.access.table import Family, Row, post
from tests.access.world import Level
from tests.builders import TODAY

FAMILIES = {
    "priority": Family(readers.BY_LEVEL),
    "wide_priority": Family(readers.BY_LEVEL),
}

WRITES = frozenset({"bradford_editor", "region_editor", "luton_editor"})
ADDS = WRITES | {"desnz_official", "yorkshire_connector"}

ROWS = [
    Row("priorities", public=True),
    Row("priorities", public=True, query="?choose=on"),
    Row("priorities", public=True, query="?q=seen&tier=local&when=current&sort=-changed"),
    Row("priorities", public=True, query="?as_at=the+day+before"),
    Row("priorities", public=True, query="?format=csv", page=False),
    Row("place_priorities", "place", public=True),
    Row("priority", "priority", public=True),
    Row("priority_history", "priority", public=True),
    Row("priority_add", permission=ADDS),
    Row("priority_add", permission=ADDS, query="?place=bradford", page=False),
    post("priority_add", permission=ADDS),
    Row("priority_edit", "priority", permission=readers.EDITORS),
    post("priority_edit", "priority", permission=readers.EDITORS),
    Row("priority_take_over", "wide_priority", permission=WRITES),
    post("priority_take_over", "wide_priority", permission=WRITES),
    post("priority_withdraw", "priority", permission=readers.EDITORS),
    post("priority_seen", "priority", permission=readers.EDITORS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the region and one of the place."""
    by, place = {"owner": at.cast.council, **at.common}, at.cast.bradford
    return {
        "wide_priority": builders.priority(f"Aim seen by {at.level}", place, tier="regional", **by),
        "priority": builders.priority(f"Priority seen by {at.level}", place, **by),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the region, and one of the place below one that is hidden."""
    cast, hidden = seen.cast, seen.scope("team")
    at = {"owner": cast.council, **seen.at_bradford.at("public")}
    wide = builders.priority("Warm homes", cast.bradford, tier="regional", **at)
    above = builders.priority(
        f"{SECRET} above", hidden.place, owner=cast.council, tier="regional", **hidden.at("team")
    )
    local = builders.priority("Warm flats", cast.bradford, parent=above, **at)
    return {"wide_priority": [wide], "priority": [local]}


def hide_at(at: HiddenAt) -> None:
    """One below the region's."""
    priority = builders.priority(
        f"{SECRET} aim",
        at.scope.place,
        owner=at.seen.cast.council,
        parent=at.seen.first("wide_priority"),
        decide_from=TODAY,
        decide_to=AHEAD,
        source=at.seen.source,
        **said("text", "may_vary", "must_not_vary"),
        **at.common,
    )
    PriorityTopic.objects.create(priority=priority, topic=at.seen.topic)
    at.hidden["priority"].append(priority)


def fill(more: More) -> None:
    """One below the region's, and one that stands at no place."""
    seen = more.seen
    dates = {"decide_from": TODAY, "decide_to": AHEAD, "source": seen.source}
    wide = seen.first("wide_priority")
    made = builders.priority("", seen.cast.bradford, owner=more.body, parent=wide, **dates)
    wider = builders.priority("", owner=seen.cast.council, **dates)
    for one in (made, wider):
        PriorityTopic.objects.create(priority=one, topic=seen.topic)
        more.made["priority"].append(one)
