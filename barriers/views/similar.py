"""What looks like the text that somebody is writing, as a part of a page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from barriers import permissions
from barriers.models import Category
from barriers.similar.find import similar as find_similar
from partnerships.models import Place

LONGEST_KEY = 100


def similar(request: HttpRequest) -> HttpResponse:
    """The few most like ``?q=``, of the kind ``?kind=``, as they look from ``?place=``."""
    if not permissions.can_log_barriers(request.user):
        raise PermissionDenied
    said = {key: request.GET.get(key, "").replace("\x00", "") for key in ("q", "kind", "place")}
    found = find_similar(
        said["q"],
        request.user,
        category=Category.objects.filter(key=said["kind"][:LONGEST_KEY]).first(),
        made_up=Place.objects.filter(slug=said["place"][:LONGEST_KEY], is_example=True).exists(),
    )
    return render(request, "barriers/similar/_choose.html", {"found": found})
