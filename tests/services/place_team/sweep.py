"""Posts of the team of a place: read by everybody, kept by who keeps the place."""

from __future__ import annotations

from typing import Any

from services.models import TeamPost
from tests.access import readers
from tests.access.many import More
from tests.access.open_world import PAST
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"team_post": Family(readers.OPEN, by_number)}

ROWS = [
    Row("place_team", "place", public=True),
    Row("place_team", "place", public=True, query="?lent=on"),
    Row("place_team", "place", public=True, query="?format=csv", page=False),
    Row("team_post_add", "place", permission=readers.KEEPERS),
    post("team_post_add", "place", permission=readers.KEEPERS),
    Row("team_post_edit", "team_post", permission=readers.KEEPERS),
    post("team_post_edit", "team_post", permission=readers.KEEPERS),
    Row("team_post_history", "team_post", public=True),
]


def team_post(place: Any, title: str = "Place director", **fields: Any) -> TeamPost:
    """One of the team of a place."""
    return TeamPost.objects.create(place=place, title=title, **fields)


def make(cast: Cast) -> dict[str, Any]:
    """One that the council lends."""
    body = {"employer": cast.council, "lent_by": cast.council, "fte": "0.50"}
    return {"team_post": team_post(cast.bradford, created_by=cast.author, start=PAST, **body)}


def fill(more: More) -> None:
    """One of each number."""
    team_post(
        more.seen.cast.bradford,
        f"Post {more.number}",
        employer=more.body,
        lent_by=more.body,
        fte="0.20",
        source=more.seen.source,
    )
