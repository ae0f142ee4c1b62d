"""What places like one do, for a place where nothing is recorded as going on: most of England."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from access.subqueries import UpTo, at_each_place
from dashboards.place.needs import Act
from interface.articles import with_article
from interface.paging import up_to
from interface.words import capitalised
from partnerships.models import Place
from partnerships.place.head import Near
from pilots.models import Pilot, PilotPlace
from pilots.pilot.similar_places import SimilarPlace, places_like

PLACES, PILOTS, MOST = 3, 2, 100
# Of a place further away than this nobody would say that it is alike.
FURTHEST = 1.5


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place like this one, and some of its pilots that the reader sees."""

    place: SimilarPlace
    pilots: list[Pilot]


def elsewhere(user: Any, place: Place) -> list[Elsewhere]:
    """What the places most like it do. Three queries at most, one where none is alike."""
    nearest = places_like(user, place, PLACES, with_pilots=True).rows
    alike = [row for row in nearest if row.distance <= FURTHEST]
    here = PilotPlace.objects.filter(pilot=OuterRef("pk"), place__in=[row.pk for row in alike])
    pilots = Pilot.objects.visible_to(user).filter(Exists(here)) if alike else Pilot.objects.none()
    of: dict[int, list[Pilot]] = {}
    for pilot in pilots.prefetch_related("place_links").order_by("sort_key", "id"):
        for link in pilot.place_links.all():
            of.setdefault(link.place_id, []).append(pilot)
    return [Elsewhere(one, of.get(one.pk, [])[:PILOTS]) for one in alike]


def pilots_around(user: Any, above: Sequence[Near]) -> Act:
    """The pilots of the nearest place above that has any, where no place is alike; else all of
    them. One query, none where nothing lies above."""
    pilots = at_each_place(Pilot.objects.visible_to(user))
    places = Place.objects.filter(pk__in=[near.pk for near in above])
    counts = dict(places.order_by().values_list("pk", UpTo(pilots, MOST))) if above else {}
    for near in above:
        if number := counts.get(near.pk):
            words = f"{up_to(number, MOST).words('pilot')} in {with_article(near.name)}"
            return Act(capitalised(words), f"{reverse('pilots')}?place={near.slug}")
    return Act("All pilots", reverse("pilots"))
