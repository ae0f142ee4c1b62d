"""Other places that have a barrier too, of what the reader sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.urls import reverse

from barriers.barrier.facts import place_names, tried_words
from barriers.link.record import Linked, linked
from barriers.models import Barrier, BarrierPlace
from interface.paging import BoundedCount, bounded_count

LIKE_SHOWN = 5
LIKE_COUNTED = 2_000


@dataclass(frozen=True)
class Elsewhere:
    """Barriers like this one in other places, of those that the reader sees.

    ``links`` are those that people joined or linked to it; where there is one, they alone are
    counted. ``barriers`` are else the latest few of the same kind, ``count`` all of them and
    ``places`` where they are beside the places of this one (``here``). ``is_finer`` says whether
    they share a finer kind, or the kind alone.
    """

    here: set[int]
    count: BoundedCount
    places: BoundedCount
    url: str
    barriers: list[Barrier] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    is_finer: bool = False

    @property
    def linked_ids(self) -> set[int]:
        """Those that people joined or linked to it."""
        return {one.other.pk for one in self.links}

    @property
    def words(self) -> str:
        """How many there are: "4 barriers in 3 places"."""
        barriers = self.count.words("barrier")
        return f"{barriers} in {self.places.words('place')}" if int(self.places) else barriers

    @property
    def rows(self) -> list[dict[str, str]]:
        """The latest few: where, what, what was tried and what came of it."""
        return [
            {
                "url": other.get_absolute_url(),
                "places": place_names(other, but=self.here),
                "text": f"{other.title}. {tried_words(other)}",
            }
            for other in self.barriers
        ]


def build(barrier: Barrier, user: Any) -> Elsewhere:
    """Other places that have it too: by what people linked, else by its kind."""
    links = linked(barrier, user)
    return _by_links(barrier, links) if links else _by_kind(barrier, user)


def _by_links(barrier: Barrier, links: list[Linked]) -> Elsewhere:
    here = {link.place_id for link in barrier.place_links.all()}
    there = {at.place_id for one in links for at in one.other.place_links.all()}
    return Elsewhere(
        here=here,
        count=BoundedCount(len(links)),
        places=BoundedCount(len(there - here)),
        url=f"{reverse('barriers')}?linked={barrier.reference}",
        links=links,
    )


def _by_kind(barrier: Barrier, user: Any) -> Elsewhere:
    """The places of no more than the newest 2,000 are counted."""
    like = Barrier.objects.visible_to(user).like(barrier)
    newest = like.order_by("-updated_at", "-id").values("pk")[:LIKE_COUNTED]
    here = [link.place_id for link in barrier.place_links.all()]
    there = BarrierPlace.objects.filter(barrier__in=newest).exclude(place__in=here)
    places = there.aggregate(number=Count("place", distinct=True))["number"]
    count = bounded_count(like)
    shown = like.for_rows().prefetch_related("actions").order_by("-updated_at", "-id")
    return Elsewhere(
        here=set(here),
        count=count,
        places=BoundedCount(places, more=int(count) > LIKE_COUNTED),
        url=f"{reverse('barriers')}?like={barrier.reference}",
        barriers=list(shown[:LIKE_SHOWN]),
        is_finer=bool(barrier.sub_type_links.all()),
    )
