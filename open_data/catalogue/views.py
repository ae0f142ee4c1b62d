"""What can be taken away, for people and for portals of data."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.permissions import is_administrator
from open_data.catalogue.dcat import catalogue
from open_data.licence import licence
from open_data.lists import OpenList, open_lists
from open_data.models import PublicRecord
from open_data.record.writing import attributions


class Line(NamedTuple):
    """A list, and how many rows it had in the last night; None where that is not known."""

    list: OpenList
    rows: int | None


@login_not_required
def data(request: HttpRequest) -> HttpResponse:
    """Every public list with its files, all of them as one, and on what terms."""
    kept = list(PublicRecord.objects.visible_to(request.user).given_out())
    lists = open_lists()
    rows = kept[0].rows if kept else {}
    lines = [Line(one, rows.get(one.name)) for one in lists]
    context = {
        "kept": kept,
        "held_back": not kept and PublicRecord.objects.exists(),
        "may_delete": bool(kept) and is_administrator(request.user),
        "lists": lists,
        "groups": [
            (theme, list(some)) for theme, some in groupby(lines, lambda line: line.list.theme)
        ],
        "licence": licence(),
        "attributions": attributions(),
        "breadcrumbs": [("About", "/about/"), ("Download the data", "")],
    }
    return render(request, "open_data/catalogue/data.html", context)


@login_not_required
@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """The same as DCAT."""
    latest = PublicRecord.objects.visible_to(request.user).given_out().first()
    said = catalogue(open_lists(), latest)
    return JsonResponse(said, content_type="application/ld+json")
