"""Calendars read in another program, for the sweeps: each is one person's own."""

from __future__ import annotations

from typing import Any

from partnerships.subscription.actions import make_feed
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "calendar_feed": dict.fromkeys(readers.BY_LEVEL, frozenset({"author"})),
    "feed_address": readers.OPEN,
}
NUMBERED = {"calendar_feed"}


def make(cast: Cast, owner: Any) -> dict[str, Any]:
    """A feed of the author, and the address of one that its owner reads."""
    feed, _ = make_feed(by=cast.author)
    address = make_feed(by=owner, subject=cast.bradford)[1] if owner.pk else "no-such-address"
    return {"calendar_feed": feed, "feed_address": [address]}
