"""Barriers on their way to the public, as many as wanted."""

from __future__ import annotations

import pgtrigger

from barriers.models import Barrier, Publication
from tests import builders, published
from tests.access.open_world import Seen
from tests.access.world_escalations import energy


def fill(seen: Seen, number: int) -> None:
    """One at each state, and more that was said about those whose pages are opened."""
    cast = seen.cast
    for state in ("place", "body", "held", "published"):
        of = builders.barrier(cast.bradford, f"To be public {number} {state}", cast.luton)
        published.publication(of, energy(), state, created_by=cast.author)
    body = builders.organisation(f"Named body {number}")
    published.publication(builders.barrier(cast.bradford, f"Named {number}"), body)
    out = Publication.objects.get(barrier=seen.first("published_barrier"))
    for one in (seen.first("publication"), seen.first("waiting_publication"), out):
        _work_on(one.barrier)
        published.step(one, text=f"Reply {number}")
        published.step(one, "objected", "Not so", created_by=cast.author)
    for scope in ({"programme": cast.pfpp}, {"place": cast.bradford}):
        published.pause(created_by=cast.author, **scope)


def _work_on(barrier: Barrier) -> None:
    """What was tried would take it back to the place; here it stays where it was."""
    with pgtrigger.ignore("barriers.ActionTried:words_agreed"):
        barrier.actions.create(what="Talks")
