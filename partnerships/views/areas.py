"""Areas drawn for a purpose: made, remade, and places that overlap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from partnerships import permissions
from partnerships.actions.areas import draw_area, remake_area, say_overlap
from partnerships.areas import footprint
from partnerships.forms.areas import DrawArea, RemakeArea, SayOverlap
from partnerships.models import Place, PlaceLink
from partnerships.models.places import holding
from partnerships.views.form_page import FormPage, answer
from records import drafts


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "An area drawn for a purpose" if permissions.can_draw_areas(user) else None
    place = Place.objects.visible_to(user).filter(slug=target).first()
    may = place is not None and permissions.can_remake_area(user, place)
    return f"Changes to {place}" if may else None


def _url(target: str) -> str:
    return reverse("area_edit", args=[target]) if target else reverse("area_add")


def _overlap_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    may = place is not None and permissions.can_edit_place(user, place)
    return f"An overlap of {place}" if may else None


AREA = drafts.register("area", title=_title, url=_url)
OVERLAP = drafts.register(
    "overlap", title=_overlap_title, url=lambda target: reverse("overlap_add", args=[target])
)


def add(request: HttpRequest) -> HttpResponse:
    """Draw an area out of a list of places."""
    if not permissions.can_draw_areas(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=AREA,
        target="",
        heading="Draw an area for a purpose",
        lead="For work whose footprint is no council, county or region of its own.",
        back=reverse("places"),
        crumbs=[("Places", reverse("places")), ("Draw an area", "")],
        verb="Draw the area",
        said="The area is drawn.",
    )
    return answer(request, page, DrawArea, lambda form: _drawn(request, form))


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what an area is made of, from today."""
    place = _place(request, slug)
    if not permissions.can_remake_area(request.user, place):
        raise PermissionDenied
    page = FormPage(
        kind=AREA,
        target=slug,
        heading=f"Change what {place} is made of",
        back=place.get_absolute_url(),
        crumbs=_crumbs(place, "Change what it is made of"),
        said=f"What {place} is made of is saved.",
    )
    links = PlaceLink.objects.filter(holding(timezone.localdate()), other=place, kind="within")
    slugs = links.order_by("place__sort_key").values_list("place__slug", flat=True)
    initial = {"because": place.drawn_because, "areas": "\n".join(slugs)}
    return answer(
        request, page, RemakeArea, lambda form: _drawn(request, form, place), initial=initial
    )


def overlap(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a place overlaps another, with the share that is known."""
    place = _place(request, slug)
    if not permissions.can_edit_place(request.user, place):
        raise PermissionDenied
    page = FormPage(
        kind=OVERLAP,
        target=slug,
        heading=f"{place} overlaps another place",
        back=place.get_absolute_url(),
        crumbs=_crumbs(place, "An overlap"),
        said="The overlap is recorded, on both places' pages.",
    )

    def write(form: SayOverlap) -> Place:
        data = form.cleaned_data
        percent: Decimal | None = data["percent"]
        return say_overlap(
            by=request.user,
            place=place,
            other=data["other"],
            basis=data["basis"],
            share=None if percent is None else percent / 100,
            since=data["since"],
            reason=data["reason"],
        )

    return answer(request, page, SayOverlap, write, place=place)


def _drawn(request: HttpRequest, form: DrawArea, place: Place | None = None) -> Place:
    """Draw or remake the area; a footprint that crosses a border is said, not forbidden."""
    data = form.cleaned_data
    said: dict[str, Any] = {
        "by": request.user, "because": data["because"], "areas": data["areas"],
    }  # fmt: skip
    if place is None:
        made = draw_area(name=data["name"], **said)
    else:
        made = remake_area(area=place, **said)
    for warning in footprint(data["areas"], timezone.localdate()).warnings:
        messages.warning(request, warning)
    return made


def _place(request: HttpRequest, slug: str) -> Place:
    return get_object_or_404(Place.objects.visible_to(request.user), slug=slug)


def _crumbs(place: Place, label: str) -> list[tuple[str, str]]:
    return [("Places", reverse("places")), (place.name, place.get_absolute_url()), (label, "")]
