"""The short page of a place where nothing is recorded as going on: what it is, beside what others
like it do. Most places of England are read so, and everything stands on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from access.subqueries import UpTo, at_each_place
from dashboards.place.page_data import PlacePage
from geography.locality.whereabouts import COUNCILS
from interface.articles import with_article
from interface.pages import PageAction
from interface.paging import up_to
from interface.words import capitalised
from partnerships.models import Place
from partnerships.place.head import Near
from pilots.models import Pilot, PilotPlace
from pilots.pilot.similar_places import SimilarPlace, places_like

PLACES, PILOTS, MOST = 3, 2, 100
# So many programmes stand in the narrow column, where the councils of the place do not stand below.
IN_COLUMN = 2
# Of a place further away than this nobody would say that it is alike.
FURTHEST = 1.5


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place like this one, and some of its pilots that the reader sees."""

    place: SimilarPlace
    pilots: list[Pilot]


def is_quiet(page: PlacePage) -> bool:
    """Whether nothing that this reader sees goes on or went on here.

    Programmes, and what is written of the place itself, stand on the short page too.
    """
    return not (
        page.pilots.count
        or page.barriers.count
        or page.partners
        or page.money
        or page.events
        or page.known.gaps
        or page.you_said
        or page.visits
        or page.asking.has_own
        or page.area
        or (page.attention and page.attention.tasks)
    )


def care_board_unknown(page: PlacePage) -> bool:
    """Whether this is a council of today of which no care board is recorded.

    A county has those of its districts.
    """
    is_council = page.place.kind in COUNCILS and not page.head.is_over
    return is_council and not page.lies.has_care_board


def tried_below(page: PlacePage, councils: int) -> bool:
    """Whether what was tried stands below both columns: beside the figures it would be too long."""
    return not councils and (len(page.programmes) > IN_COLUMN or bool(page.lies.warning))


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


def pilots_around(user: Any, above: Sequence[Near]) -> PageAction:
    """The pilots of the nearest place above that has any, where no place is alike; else all of
    them. One query, none where nothing lies above."""
    pilots = at_each_place(Pilot.objects.visible_to(user))
    places = Place.objects.filter(pk__in=[near.pk for near in above])
    counts = dict(places.order_by().values_list("pk", UpTo(pilots, MOST))) if above else {}
    for near in above:
        if number := counts.get(near.pk):
            words = f"{up_to(number, MOST).words('pilot')} in {with_article(near.name)}"
            return PageAction(capitalised(words), f"{reverse('pilots')}?place={near.slug}")
    return PageAction("All pilots", reverse("pilots"))
