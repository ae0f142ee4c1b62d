"""The board of opportunities to work elsewhere."""

from __future__ import annotations

from typing import Any

from people.models import Interest
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"opportunity": Family(readers.OPEN, by_number)}

AT_BRADFORD = frozenset({"author", "bradford_editor", "region_editor", "yorkshire_connector"})

ROWS = [
    Row("opportunities", public=True),
    Row("opportunities", public=True, query="?kind=offer"),
    Row("opportunity", "opportunity", public=True),
    Row("opportunity_history", "opportunity"),
    Row("opportunity_add", permission=readers.DIRECTORY),
    post("opportunity_add", permission=readers.DIRECTORY),
    Row("opportunity_edit", "opportunity", permission=AT_BRADFORD),
    post("opportunity_edit", "opportunity", permission=AT_BRADFORD),
    post("opportunity_close", "opportunity", permission=AT_BRADFORD),
    post("opportunity_interest", "opportunity"),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of the council's."""
    common = {"place": cast.bradford, "created_by": cast.author}
    return {"opportunity": builders.opportunity(cast.council, **common)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the author's and one of somebody else's."""
    other = builders.opportunity(seen.cast.council, "Analyst", created_by=seen.cast.luton_officer)
    return {"opportunity": [make(seen.cast)["opportunity"], other]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """The board is open to all, who is interested is not."""
    board = next(card for card in seen.families["opportunity"] if card.created_by != seen.reader)
    Interest.objects.create(opportunity=board, user=seen.others[1], message=SECRET)


def fill(more: More) -> None:
    """Another, and somebody who is interested in the first."""
    cast = more.seen.cast
    builders.opportunity(cast.council, place=cast.bradford, created_by=cast.author)
    first = more.seen.first("opportunity")
    Interest.objects.create(opportunity=first, user=more.somebody)
