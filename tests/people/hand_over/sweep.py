"""Handing over what somebody holds: by who gives those roles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import User
from people.models import Assignment
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"leaver": Family(readers.always(readers.EDITORS | readers.ADMINISTRATORS), by_number)}
ROWS = [Row("hand_over", "leaver"), post("hand_over", "leaver")]


def make(cast: Cast) -> dict[str, Any]:
    """A contributor of Bradford who leaves."""
    leaver = builders.user("Lea Leaver")
    builders.give(leaver, "contributor", cast.bradford)
    return {"leaver": leaver}


def fill(more: More) -> None:
    """One more role of the leaver, and one that is over."""
    leaver = User.objects.get(email="lea-leaver@example.test")
    builders.give(leaver, "contributor", builders.place(f"Leaver’s ward {more.number}", "ward"))
    since = dt.date(2000, 1, 1) + dt.timedelta(days=more.number)
    Assignment.objects.create(
        user=leaver,
        role="contributor",
        place=more.seen.cast.bradford,
        valid_from=since,
        valid_to=since + dt.timedelta(days=1),
    )
