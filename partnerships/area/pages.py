"""Areas drawn for a purpose: made, remade, and places that overlap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from partnerships import permissions
from partnerships.area.actions import (
    change_overlap,
    correct_overlap,
    draw_area,
    end_overlap,
    remake_area,
    say_overlap,
)
from partnerships.area.footprint import footprint
from partnerships.area.forms import CHANGE, END, ChangeOverlap, DrawArea, RemakeArea, SayOverlap
from partnerships.form_page import FormPage, answer
from partnerships.models import Place, PlaceLink
from partnerships.place.models.place import holding
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


LARGEST_ID = 2**63 - 1
SAID = {
    CHANGE: "The overlap is changed from that day.",
    END: "The overlap ends on that day.",
}


def _mine(user: Any, pk: int) -> PlaceLink:
    """An overlap that is not over, of a place that this user keeps; 404 or 403 where not."""
    if pk > LARGEST_ID:
        raise Http404
    stands = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
    rows = PlaceLink.objects.filter(
        stands, kind=PlaceLink.Kind.OVERLAPS, place__in=Place.objects.visible_to(user)
    )
    link = get_object_or_404(rows.select_related("place", "other"), pk=pk)
    if not permissions.can_edit_place(user, link.place):
        raise PermissionDenied
    return link


def _changed_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        link = _mine(user, int(target))
    except (Http404, PermissionDenied, ValueError):
        return None
    return f"Overlap of {link.place} and {link.other}"


CHANGED_OVERLAP = drafts.register(
    "change-overlap",
    title=_changed_title,
    url=lambda target: reverse("overlap_edit", args=[target]),
)


def edit_overlap(request: HttpRequest, pk: int) -> HttpResponse:
    """Three things can have happened: a mistake, a change, an end; the form asks which."""
    link = _mine(request.user, pk)
    place = link.place
    heading = f"The overlap of {place} with {link.other}"
    page = FormPage(
        kind=CHANGED_OVERLAP,
        target=str(pk),
        heading=heading,
        back=place.get_absolute_url(),
        crumbs=[
            ("Places", reverse("places")),
            (place.name, place.get_absolute_url()),
            (heading, ""),
        ],
        said="The overlap is saved.",
        context={"example": place.is_example},
    )

    def write(form: ChangeOverlap) -> Place:
        data = form.cleaned_data
        by = request.user
        if data["what"] == END:
            return end_overlap(by=by, link=link, on=data["day"], reason=data["reason"])
        if data["what"] == CHANGE:
            return change_overlap(
                by=by,
                link=link,
                on=data["day"],
                basis=data["basis"],
                share=form.share,
                reason=data["reason"],
            )
        form.instance.share = form.share
        return correct_overlap(by=by, link=form.instance)

    return answer(request, page, ChangeOverlap, write, instance=link)
