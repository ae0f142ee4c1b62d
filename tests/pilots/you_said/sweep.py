"""What residents said, and what was done: an entry waits until somebody approves it."""

from __future__ import annotations

from typing import Any

from pilots.models import YouSaid
from tests import learned
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

# Whoever wrote an entry that waits, and who contributes at its place.
_AT_BRADFORD = readers.EDITORS | {"author", "bradford_officer"}

FAMILIES = {
    "you_said": Family(readers.OPEN, by_number),
    "waiting_you_said": Family(readers.always(_AT_BRADFORD), by_number),
}

WRITES = readers.EDITORS | {"bradford_officer"}

ROWS = [
    Row("place_you_said", "place", public=True),
    Row("place_you_said_add", "place", permission=WRITES),
    post("place_you_said_add", "place", permission=WRITES),
    Row("place_tell", "place", public=True),
    post("place_tell", "place", public=True),
    Row("you_said_edit", "you_said", permission=WRITES),
    post("you_said_edit", "waiting_you_said", permission=WRITES),
    post("you_said_approve", "waiting_you_said", permission=readers.EDITORS),
    Row("you_said_turn_down", "waiting_you_said", permission=readers.EDITORS),
    post("you_said_turn_down", "waiting_you_said", permission=readers.EDITORS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One that is approved and one that waits."""
    by = {"created_by": cast.author}
    return {
        "you_said": learned.you_said(cast.bradford, state="approved", **by),
        "waiting_you_said": learned.you_said(cast.bradford, **by),
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """What residents said elsewhere and nobody has approved.

    Bradford's people read what waits there, and those who write may read their own.
    """
    author = next(one for one in seen.others if one != seen.reader)
    waiting = YouSaid.objects.create(
        place=seen.away, created_by=author, pilot=None, **said("said", "said_by", "did", "because")
    )
    hidden["waiting_you_said"].append(waiting)


def fill(more: More) -> None:
    """One of each, of each pilot."""
    for pilot in more.pilots:
        for state in ("proposed", "approved"):
            learned.you_said(more.seen.cast.bradford, state=state, pilot=pilot)
