"""What the page of a barrier shows of those that it is joined or linked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barriers.barrier.facts import place_names, tried_words
from barriers.models import Barrier, BarrierLink

MOST_SHOWN = 100
Kind = BarrierLink.Kind
_SAYS = {
    (Kind.JOINED, True): "This one waits for its answer",
    (Kind.JOINED, False): "Waits for the answer here",
}


@dataclass(frozen=True)
class Linked:
    """A link as seen from one of its ends. ``other`` stands at the other end."""

    link: BarrierLink
    other: Barrier

    @property
    def says(self) -> str:
        """What they are to each other, where one waits for the other; else nothing."""
        outward = self.link.other_id == self.other.pk
        return _SAYS.get((Kind(self.link.kind), outward), "")

    @property
    def places(self) -> str:
        """Where the other one bites."""
        return place_names(self.other)

    @property
    def text(self) -> str:
        """What it is, what was tried and what came of it."""
        return f"{self.other.title}. {tried_words(self.other)}"


def linked(barrier: Barrier, user: Any) -> list[Linked]:
    """The links of a barrier to others that this reader sees, the latest first. Five queries."""
    links = list(BarrierLink.objects.visible_to(user).of(barrier).order_by("-id")[:MOST_SHOWN])
    ids = {_far(link, barrier) for link in links}
    rows = Barrier.objects.filter(pk__in=ids).for_rows().prefetch_related("actions")
    others = {one.pk: one for one in rows}
    return [Linked(link, others[_far(link, barrier)]) for link in links]


def _far(link: BarrierLink, barrier: Barrier) -> int:
    return link.other_id if link.barrier_id == barrier.pk else link.barrier_id
