"""Places side by side: chosen in the address, and taken away as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from dashboards.comparison.forms import LEAST, AddPlace, chosen_places, compare_url
from dashboards.comparison.page_data import build
from dashboards.comparison.table import FileRow, file_rows
from dashboards.comparison.whole import whole
from dashboards.directory.tabs import tabs
from interface import exports
from interface.columns import Column
from interface.context import trail
from interface.made_up import how_many_of
from interface.programs import closed_to_programs
from partnerships.models import Place
from pilots.pilot.similar_places import SimilarPlace, places_like

LIKE = 5


def _of_line(name: str) -> Callable[[FileRow], Any]:
    return lambda row: getattr(row.line, name) or None


def _of_cell(name: str) -> Callable[[FileRow], Any]:
    return lambda row: getattr(row.cell, name) or None


COLUMNS = (
    Column("part", "Part", "Which part of the comparison", lambda row: row.part.title),
    Column("theme", "Theme", "Of a figure, its theme", _of_line("theme"), blank="none"),
    Column("item", "What", "What is compared", _of_line("label")),
    Column("place", "Place", "The place, or the country beside it", _of_cell("at")),
    Column("says", "What it says", "In words, with how exact it is", _of_cell("words")),
    Column(
        "value",
        "Number",
        "The same as a number, where it is one number",
        lambda row: row.cell.value,
        blank="none",
    ),
    Column("unit", "Unit", "Of what, where it has a unit", _of_line("unit"), blank="none"),
    Column("remark", "Remark", "What else to know about it", _of_cell("note"), blank="none"),
    Column("release", "Release", "Of a figure, its release", _of_line("release"), blank="none"),
    Column("as_of", "As at", "Of a figure, its day", _of_line("as_of"), blank="none"),
    Column(
        "definition",
        "What it counts",
        "Its definition, where the label does not say it",
        _of_line("definition"),
        blank="none",
    ),
    Column("caveat", "To bear in mind", "What to bear in mind", _of_line("caveat"), blank="none"),
    Column(
        "derivation",
        "Worked out",
        "Of a figure, how it was calculated; blank where it is published",
        _of_cell("derivation"),
        blank="none",
    ),
    Column("source", "Source", "Where it was published", _of_cell("source_title"), blank="none"),
    Column(
        "attribution",
        "Attribution",
        "What the licence asks to be said wherever it stands",
        _of_cell("attribution"),
        blank="none",
    ),
    Column("address", "Address", "The list behind it", _of_cell("url"), blank="none"),
)


@closed_to_programs("it sets side by side what programs read in “Pilots”, “Barriers” and “Money”")
@login_not_required
def compare(request: HttpRequest) -> HttpResponseBase:
    """Two to six places side by side, in the order of the address; ``add`` names one more."""
    chosen = chosen_places(request.user, request.GET)
    asked = request.GET if "add" in request.GET else None
    form = AddPlace(asked, user=request.user, chosen=chosen)
    if asked is not None and form.is_valid():
        return redirect(form.url)
    if "format" in request.GET:
        return _file(request, chosen.places)
    made = None
    if chosen.is_enough:
        made = build(request.user, chosen.places, chosen.measures)
    context = {
        "chosen": chosen,
        "form": form,
        "comparison": made,
        "like": [] if made else _like(request.user, chosen.places),
        "example": how_many_of(place.is_example for place in chosen.places),
        "breadcrumbs": trail(request, ("Compare", "")),
        "kind": "Places",
        "tabs": tabs("places_compare"),
    }
    return render(request, "dashboards/comparison/page.html", context)


def _file(request: HttpRequest, places: list[Place]) -> HttpResponseBase:
    """The whole comparison as a file; a page that says what is missing where there is none."""
    if len(places) < LEAST:
        problem = "Choose at least two places to download a comparison."
        return render(request, "400.html", {"problem": problem}, status=400)
    made_up = {place.name for place in places if place.is_example}
    file = exports.of_rows(
        request,
        file_rows(whole(request.user, places, timezone.localdate())),
        COLUMNS,
        "comparison",
        made_up=lambda row: row.cell.at in made_up,
    )
    assert file is not None  # noqa: S101 - a format is asked for
    return file


def _like(user: Any, places: list[Place]) -> list[tuple[SimilarPlace, str]]:
    """What the one place that is chosen could be compared with, each with the address of that."""
    if not places:
        return []
    alike = places_like(user, places[0], LIKE).rows
    here = compare_url(places)
    return [(place, f"{here}&place={place.slug}") for place in alike]
