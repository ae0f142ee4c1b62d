"""Other places that have a barrier too, of what the reader sees."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from barriers.columns import result_words
from barriers.models import Barrier, BarrierPlace
from interface import words
from interface.paging import BoundedCount, bounded_count
from partnerships.models import Place

LIKE_SHOWN = 5
LIKE_COUNTED = 2_000


@dataclass(frozen=True)
class Elsewhere:
    """Barriers like this one in other places, of those that the reader sees.

    ``barriers`` are the latest few, ``count`` all of them, ``places`` where they are beside the
    places of this one (``here``). ``is_finer`` says whether they share a finer kind, or the kind
    alone.
    """

    barriers: list[Barrier]
    here: set[int]
    count: BoundedCount
    places: BoundedCount
    is_finer: bool
    url: str

    @property
    def words(self) -> str:
        """How many there are: "4 barriers in 3 places"."""
        return f"{self.count.words('barrier')} in {self.places.words('place')}"

    @property
    def rows(self) -> list[dict[str, str]]:
        """The latest few: where, what, what was tried and what came of it."""
        return [
            {
                "url": other.get_absolute_url(),
                "places": place_names(other, but=self.here),
                "text": f"{other.title}. {_tried_words(other)}",
            }
            for other in self.barriers
        ]


def build(barrier: Barrier, user: Any) -> Elsewhere:
    """Other places that have it too; the places of no more than the newest 2,000 are counted."""
    like = Barrier.objects.visible_to(user).like(barrier)
    newest = like.order_by("-updated_at", "-id").values("pk")[:LIKE_COUNTED]
    here = [link.place_id for link in barrier.place_links.all()]
    at = BarrierPlace.objects.filter(place=OuterRef("pk"), barrier__in=newest)
    places = Place.objects.filter(Exists(at)).exclude(pk__in=here).count()
    count = bounded_count(like)
    shown = like.for_rows().prefetch_related("actions").order_by("-updated_at", "-id")
    return Elsewhere(
        barriers=list(shown[:LIKE_SHOWN]),
        here=set(here),
        count=count,
        places=BoundedCount(places, more=int(count) > LIKE_COUNTED),
        is_finer=bool(barrier.sub_type_links.all()),
        url=f"{reverse('barriers')}?like={barrier.reference}",
    )


def place_names(barrier: Barrier, but: Container[int] = ()) -> str:
    """Its places, the lead place first: "Exampleshire and Northport"; some may be left out."""
    links = barrier.place_links.all()
    return words.list_words(link.place.name for link in links if link.place_id not in but)


def _tried_words(barrier: Barrier) -> str:
    """What was tried first, and what came of it, on one line."""
    actions = list(barrier.actions.all())
    if not actions:
        return "Nothing is recorded as tried."
    first = actions[0]
    more = f" and {len(actions) - 1} more" if len(actions) > 1 else ""
    result = result_words(first).rstrip(".") or "not known"
    return f"Tried: {first.what.rstrip('.')}{more}. Result: {result}."
