"""What looks like the text that somebody is writing, as a part of a page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from barriers import permissions
from barriers.belief.similar import believed_like
from barriers.models import Category
from barriers.similar.find import similar as find_similar
from barriers.similar.text import Said
from partnerships.models import Place

LONGEST_KEY = 100


def similar(request: HttpRequest) -> HttpResponse:
    """The few most like ``?q=``, of the kind ``?kind=``, as they look from ``?place=``."""
    if not permissions.can_log_barriers(request.user):
        raise PermissionDenied
    typed = {key: request.GET.get(key, "").replace("\x00", "") for key in ("q", "kind", "place")}
    place = Place.objects.filter(slug=typed["place"][:LONGEST_KEY], is_example=True)
    kind = Category.objects.filter(key=typed["kind"][:LONGEST_KEY]).first()
    said = Said(typed["q"], request.user, kind, place.exists())
    context = {"found": find_similar(said), "beliefs": believed_like(said)}
    return render(request, "barriers/similar/_choose.html", context)
