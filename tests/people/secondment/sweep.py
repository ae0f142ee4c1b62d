"""Secondments: those agreed are for everybody, offers for everybody signed in."""

from __future__ import annotations

from typing import Any

from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "secondment": Family(readers.OPEN, by_number),
    "offered_secondment": Family(readers.always(readers.SIGNED_IN), by_number),
}

AT_BRADFORD = frozenset({"author", "bradford_editor", "region_editor", "yorkshire_connector"})

ROWS = [
    Row("secondments", public=True),
    Row("secondments", public=True, query="?q=data&state=ended&place=bradford&sort=start"),
    Row("secondments", public=True, query="?state=none-such"),
    Row("secondments", public=True, query="?format=csv", page=False),
    Row("secondment", "secondment", public=True),
    Row("secondment", "offered_secondment", public=True),
    Row("secondment_history", "secondment"),
    Row("secondment_add", permission=readers.DIRECTORY),
    post("secondment_add", permission=readers.DIRECTORY),
    Row("secondment_edit", "secondment", permission=AT_BRADFORD),
    post("secondment_edit", "secondment", permission=AT_BRADFORD),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of each."""
    lender = builders.organisation("University of Bradford", "university")
    common = {"place": cast.bradford, "created_by": cast.author}
    return {
        "secondment": builders.secondment(lender, cast.council, **common),
        "offered_secondment": builders.secondment(lender, cast.council, state="offered", **common),
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """What is not agreed to the end is not the public's."""
    if seen.who != "resident":
        return
    common = {"place": seen.cast.bradford, "aim": SECRET, "outcome": SECRET, "grade": SECRET}
    for state in ("offered", "agreed"):
        made = builders.secondment(seen.cast.council, seen.agency, state=state, **common)
        hidden["secondment"].append(made)


def fill(more: More) -> None:
    """One each way."""
    council, at = more.seen.cast.council, {"place": more.seen.cast.bradford}
    builders.secondment(more.body, council, source=more.seen.source, **at)
    builders.secondment(council, more.body, state="offered", source=more.seen.source, **at)
