"""What type-ahead boxes ask while somebody types. Places and organisations are public."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from geography.models import Locality
from interface.forms import suggestions
from partnerships.models import Organisation, Place
from people.models import JobRole
from registry.search import hint
from search.find import best

OFFERED = 8
# Of these at least so many are towns, wards and postcodes, where there are any.
LOCALITIES = 3
SHORTEST = 2
LONGEST = 100


@login_not_required
def place_suggest(request: HttpRequest) -> JsonResponse:
    """Places by what was typed, then councils of towns, wards and postcodes called so.

    "Truro, in Cornwall" fills in Cornwall; with ``go`` a choice leads to its page.
    """
    typed = _typed(request)
    places = best(Place.objects.visible_to(request.user), typed, request.user, most=OFFERED)
    named = [
        _offer(place, place.name, hint(place, str(place.get_kind_display()))) for place in places
    ]
    most = max(OFFERED - len(named), LOCALITIES)
    localities = Locality.objects.visible_to(request.user).offered(typed, most)
    within = [_offer(one.place, one.title, one.where) for one in localities]
    offered = [*named[: OFFERED - len(within)], *within]
    if "go" in request.GET:
        offered = [{**one, "url": reverse("place", args=[one["value"]])} for one in offered]
    return JsonResponse({"results": offered})


def _offer(place: Place, label: str, hint: str) -> dict[str, str]:
    """A line of the list: what it says, and what stands in the box once it is chosen."""
    said = {"value": place.slug, "label": label, "hint": hint}
    return said if label == place.name else {**said, "fill": place.name}


@login_not_required
def organisation_suggest(request: HttpRequest) -> JsonResponse:
    """Organisations whose names, also former and short ones, hold what was typed."""
    seen = Organisation.objects.visible_to(request.user)
    rows = best(seen, _typed(request), request.user, most=OFFERED)
    return suggestions(rows, describe=lambda body: hint(body, str(body.get_sector_display())))


def post_suggest(request: HttpRequest) -> JsonResponse:
    """Job roles that the reader sees whose title or remit holds what was typed."""
    seen = JobRole.objects.visible_to(request.user).open().select_related("organisation")
    rows = best(seen, _typed(request), request.user, most=OFFERED)
    return suggestions(rows, key="pk", describe=lambda post: hint(post, str(post.organisation)))


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST]
