"""What is said of two priorities: whether they fit, and whether they are one."""

from __future__ import annotations

from typing import Any

from policy.models import Alignment, Priority, Repeat
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, post
from tests.access.world import Level

AFTER = ("policy.priority",)


def _of_two(alignment: Alignment) -> list[Any]:
    return [alignment.narrower.slug, alignment.wider.slug]


FAMILIES = {"alignment": Family(readers.BY_LEVEL, _of_two)}

JUDGES = frozenset({"desnz_official", "pfpp_lead", "yorkshire_connector", "administrator"})

ROWS = [
    Row("priority_matrix", public=True),
    Row("priority_matrix", public=True, query="?place=bradford&against=regional"),
    Row("priority_matrix", public=True, query="?place=bradford&format=csv", page=False),
    Row("priority_differences", public=True),
    Row("priority_differences", public=True, query="?kind=time"),
    Row("priority_differences", public=True, query="?format=csv", page=False),
    Row("priority_repeats"),
    post("priority_repeats", permission=JUDGES),
    Row("priority_alignment", "alignment", public=True),
    post("priority_alignment", "alignment", permission=readers.EDITORS | {"yorkshire_connector"}),
]


def _differs(wider: Priority, narrower: Priority, note: str) -> Alignment:
    return Alignment.objects.create(
        wider=wider, narrower=narrower, verdict="differs", note=note, differs_in_time=True
    )


def at_level(at: Level) -> dict[str, Any]:
    """The two priorities of this level do not fit."""
    return {"alignment": _differs(at["wide_priority"], at["priority"], "They do")}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Two that everybody reads, and one of them with one that is hidden."""
    wide, local = seen.first("wide_priority"), seen.first("priority")
    found = _differs(wide, local, "They do")
    Alignment.objects.create(wider=local.parent, narrower=local, verdict="differs", note=SECRET)
    return {"alignment": [found]}


def hide_at(at: HiddenAt) -> None:
    """The hidden priority beside the region's."""
    wide, priority = at.seen.first("wide_priority"), at.hidden["priority"][-1]
    at.hidden["alignment"].append(_differs(wide, priority, SECRET))
    Repeat.objects.create(
        first_priority=priority, second_priority=wide, verdict="same", note=SECRET
    )


def fill(more: More) -> None:
    """The new ones with each other and with the first."""
    made, wider = more.made["priority"]
    _differs(more.seen.first("wide_priority"), made, "So")
    for narrower in (made, more.seen.first("priority")):
        _differs(wider, narrower, "So")
    Repeat.objects.create(first_priority=made, second_priority=wider, verdict="same")
