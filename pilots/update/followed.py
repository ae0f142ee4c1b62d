"""What whoever follows a place is told of updates of its pilots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pilots.models import Update
from registry.followed import ANYONE, MOST_READ, Asked, FollowedNews, News, as_it_is


def _news(asked: Asked) -> Iterator[News]:
    """What accepted updates say to the public."""
    rows = Update.objects.visible_to(ANYONE).accepted().exclude(public_sentence="")
    rows = rows.filter(pilot__reach_ids__overlap=sorted(asked.places), **asked.on("accepted_at"))
    shown = rows.select_related("pilot").prefetch_related("pilot__place_links__place")
    for row in shown.order_by("-accepted_at", "-id")[:MOST_READ]:
        line = as_it_is(f"{row.pilot.title}: {row.public_sentence}")
        at: Any = row.accepted_at  # it is accepted
        yield News(frozenset(row.pilot.reach_ids), at, line, row.get_absolute_url(), row)


NEWS = FollowedNews(read=_news, order=20)
