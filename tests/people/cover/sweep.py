"""Cover: one's own is everybody's; another's, of who gives their roles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from people.models import Assignment
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

GIVERS = readers.EDITORS | readers.ADMINISTRATORS
FAMILIES = {
    "away": Family(readers.always(GIVERS), by_number),
    "standing_in": Family(readers.always(GIVERS), by_number),
}
ROWS = [
    Row("own_cover"),
    post("own_cover"),
    Row("cover", "away"),
    post("cover", "away"),
    post("cover_end", "standing_in"),
]

MOST = 10


def _covering(cast: Cast, away: User, name: str) -> Assignment:
    """Somebody who covers at Bradford for the one who is away."""
    today = timezone.localdate()
    return Assignment.objects.create(
        user=builders.user(name),
        covers=away,
        role="contributor",
        place=cast.bradford,
        valid_from=today,
        valid_to=today + dt.timedelta(days=7),
    )


def make(cast: Cast) -> dict[str, Any]:
    """A contributor of Bradford who is away, and who covers."""
    away = builders.user("Awa Away")
    builders.give(away, "contributor", cast.bradford)
    return {"away": away, "standing_in": _covering(cast, away, "Stan Dingin")}


def fill(more: More) -> None:
    """One more who covers: few, for the people of a place are counted past a page of them."""
    if more.number >= MOST:
        return
    away = User.objects.get(email="awa-away@example.test")
    _covering(more.seen.cast, away, f"Stan {more.number}")
