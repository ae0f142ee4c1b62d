"""Hidden barriers on their way to the public, with the word in each text."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, Publication
from tests import published
from tests.access.open_world import SECRET, Seen


def of_barrier(seen: Seen, barrier: Barrier, hidden: dict[str, list[Any]]) -> None:
    """One that names a body for which the reader does not answer; it was asked for a reply."""
    made = published.publication(barrier, seen.cast.council, because=SECRET)
    _said(made)
    hidden["publication"].append(made)


def not_public(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """Of a barrier that is public the public reads the reply alone, and of others nothing."""
    if seen.who == "resident":
        made = Publication.objects.get(barrier=seen.first("published_barrier"))
        Publication.objects.filter(pk=made.pk).update(because=SECRET)
        published.step(made, "withdrawn", SECRET)
        published.step(made, "objected", SECRET)
        waits = seen.first("waiting_publication")
        Publication.objects.filter(pk=waits.pk).update(because=SECRET)
        _said(waits)
        hidden["waiting_publication"].append(waits)
        published.pause(place=seen.cast.bradford, reason=SECRET)


def _said(publication: Publication) -> None:
    published.step(publication, text=SECRET)
    published.step(publication, "objected", SECRET)
