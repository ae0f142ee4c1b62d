"""Following a place by email."""

from __future__ import annotations

from typing import Any

from people.models import Subscription
from people.subscription import actions
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.open_world import MARK, Seen
from tests.access.table import Family, Row, as_it_stands, post
from tests.builders import Cast

FAMILIES = {
    "to_confirm": Family(readers.OPEN, as_it_stands),
    "to_leave": Family(readers.OPEN, as_it_stands),
}

ROWS = [
    Row("place_follow", "place", public=True),
    post("place_follow", "place", public=True),
    post("place_unfollow", "place"),
    Row("follow_confirm", "to_confirm", public=True),
    post("follow_confirm", "to_confirm", public=True),
    Row("follow_leave", "to_leave", public=True),
    post("follow_leave", "to_leave", public=True),
]


def make(cast: Cast) -> dict[str, Any]:
    """What the addresses in a letter carry."""
    follows = Subscription.objects.create(place=cast.bradford, email="resident@example.test")
    return {
        "to_confirm": [actions.confirm_url(follows).split("/")[-2]],
        "to_leave": [actions.leave_url(follows).split("/")[-2]],
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """Who follows a place is for nobody else."""
    for place in (seen.cast.bradford, seen.cast.luton):
        Subscription.objects.create(place=place, user=seen.others[0], email=f"{MARK}@example.test")
