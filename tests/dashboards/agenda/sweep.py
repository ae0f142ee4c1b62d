"""Calendars: pages by what they are of, feeds by an address that only one person has."""

from __future__ import annotations

from typing import Any

from people.models import CalendarFeed
from people.subscription.actions import make_feed
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import MARK, Seen, each
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level
from tests.builders import Cast

FAMILIES = {
    # Whoever asks is told what everybody reads
    "open_board": Family(
        {level: frozenset() for level in readers.BY_LEVEL} | {"public": readers.PUBLIC}
    ),
    "calendar_feed": Family(readers.always({"author"}), by_number),
    "feed_address": Family(readers.OPEN, as_it_stands),
}

ROWS = [
    Row("calendar"),
    Row("calendar", query="?kind=visits&from=2027-01"),
    Row("calendar", query="?from=never"),
    Row("calendar", query="?view=month&from=2027-01"),
    Row("place_calendar", "place", public=True),
    Row("place_feed", "place", public=True, page=False),
    Row("board_feed", "open_board", public=True, page=False),
    Row("programme_calendar", "programme", public=True),
    Row("pilot_calendar", "pilot", public=True),
    Row("calendar_feeds"),
    post("calendar_feeds"),
    post("calendar_feed_end", "calendar_feed"),
    Row("calendar_feed", "feed_address", public=True, page=False),
]


def make(cast: Cast) -> dict[str, Any]:
    """A feed of the author, and the address of another."""
    return _feeds(cast, cast.author)


def at_level(at: Level) -> dict[str, Any]:
    """The board of that level."""
    return {"open_board": at["board"]}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """A feed of the author, and the address of one that the reader has."""
    return {**each(_feeds(seen.cast, seen.reader)), "open_board": seen.families["board"]}


def _feeds(cast: Cast, owner: Any) -> dict[str, Any]:
    feed, _ = make_feed(by=cast.author)
    address = make_feed(by=owner, subject=cast.bradford)[1] if owner.pk else "no-such-address"
    return {"calendar_feed": feed, "feed_address": [address]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """Somebody else's."""
    of = {"user": seen.others[0], "subject": seen.cast.bradford}
    CalendarFeed.objects.create(token_hash=MARK, **of)


def fill(more: More) -> None:
    """Feeds of each person, of everything that can have one."""
    seen, cast, number = more.seen, more.seen.cast, more.number
    if number == 0:  # the open world of somebody without an account has no feed of theirs
        feed = make_feed(by=cast.bradford_editor, subject=cast.bradford)
        seen.families["feed_address"] = [[feed[1]]]
    for user in cast.signed_in().values():
        for of in (None, cast.bradford, cast.pfpp, seen.first("pilot")):
            secret = f"{user.pk}-{number}-{of}"
            CalendarFeed.objects.create(user=user, subject=of, token_hash=secret[:64])
