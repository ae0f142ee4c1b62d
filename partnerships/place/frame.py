"""What every page of a place shares: which place, where it stands, what its template knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from interface.crumbs import lead_on
from partnerships.models import Place
from partnerships.place import head as place_head


def of_place(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of one place: it is given the place, not its slug.

    An address that it had before leads on for good; a code, current or ended, and a former name
    lead on to the address of today; 404 for others.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponseBase:
        place = place_head.load(slug)
        if place is not None:
            return view(request, place)
        rows = Place.objects.visible_to(request.user)
        if moved := rows.filter(former_addresses__slug=slug).first():
            return lead_on(request, moved.slug, for_good=True)
        if other := place_head.by_another_address(slug):
            return lead_on(request, other.slug)
        raise Http404("no such place")

    return wrapped


def crumbs(place: Place, *below: str) -> list[tuple[str, str]]:
    """Where a page of a place stands."""
    above = [("Places", reverse("places")), (place.name, place.get_absolute_url())]
    return [*above, *((label, "") for label in below)]


def frame(place: Place, *below: str) -> dict[str, Any]:
    """What every page of a place hands to its template."""
    return {"place": place, "example": place.is_example, "crumbs": crumbs(place, *below)}
