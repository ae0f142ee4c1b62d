"""Areas drawn for a purpose: made, remade, and places that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from access.permissions import can_edit_place
from geography.area import actions
from geography.area.forms import CHANGE, END, ChangeOverlap, DrawArea, RemakeArea, SayOverlap
from interface.articles import with_article
from interface.paging import row_number
from partnerships.models import Place, PlaceLink
from partnerships.place.footprint import footprint
from partnerships.place.frame import May, breadcrumbs
from partnerships.place.models.place import holding
from partnerships.place.permissions import can_draw_areas, can_remake_area
from records import drafts
from records.form_views import AddPage, EditPage


def _place_at(user: Any, slug: str, may: May) -> Place | None:
    """The place that a draft is about, if it is this user's to write about."""
    place = Place.objects.visible_to(user).filter(slug=slug).first()
    return place if place and may(user, place) else None


def _area_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "An area drawn for a purpose" if can_draw_areas(user) else None
    place = _place_at(user, target, can_remake_area)
    return f"Changes to {with_article(place)}" if place else None


def _area_url(target: str) -> str:
    return reverse("area_edit", args=[target]) if target else reverse("area_add")


def _overlap_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = _place_at(user, target, can_edit_place)
    return f"An overlap of {with_article(place)}" if place else None


AREA = drafts.register("area", title=_area_title, url=_area_url)


class AddArea(AddPage):
    """Draw an area out of a list of places."""

    form, draft, permission = DrawArea, AREA, can_draw_areas
    title = "Draw an area for a purpose"
    lead = "For work in an area that is not a council, county or region."
    submit_label, success_message = "Draw the area", "Area drawn."

    @property
    def cancel_url(self) -> str:
        return reverse("places")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Places", self.cancel_url), ("Draw an area", "")]

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: DrawArea) -> Place:
        area = actions.draw_area(by=self.request.user, **form.cleaned_data)
        _warn(self.request, form.cleaned_data["areas"])
        return area


class _OfPlace(EditPage):
    """A form below the page of a place, at the address that the place has today."""

    model, key = Place, "slug"
    page_title: str
    lead = ""

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs(self.record, self.page_title)


class EditArea(_OfPlace):
    """Change what an area is made of, from today."""

    form, draft, permission = RemakeArea, AREA, can_remake_area
    page_title = "Change what it is made of"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Change what {self.record} is made of"

    @property
    def success_message(self) -> str:  # type: ignore[override]
        return f"What {self.record} is made of is saved."

    def arguments(self) -> dict[str, Any]:
        within = PlaceLink.objects.filter(
            holding(timezone.localdate()), other=self.record, kind="within"
        )
        slugs = within.order_by("place__sort_key").values_list("place__slug", flat=True)
        because = self.record.drawn_because
        return {"initial": {"because": because, "areas": "\n".join(slugs)}}

    def save(self, form: RemakeArea) -> Place:
        area = actions.remake_area(by=self.request.user, area=self.record, **form.cleaned_data)
        _warn(self.request, form.cleaned_data["areas"])
        return area


def _warn(request: HttpRequest, areas: Iterable[Place]) -> None:
    """A footprint that crosses a border is said, not forbidden."""
    for warning in footprint(areas, timezone.localdate()).warnings:
        messages.warning(request, warning)


class AddOverlap(_OfPlace):
    """Say that a place overlaps another, with the share that is known."""

    form, permission = SayOverlap, can_edit_place
    draft = drafts.register(
        "overlap", title=_overlap_title, url=lambda target: reverse("overlap_add", args=[target])
    )
    page_title = "An overlap"
    success_message = "Overlap saved. It shows on both places’ pages."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"{self.record} overlaps another place"

    def arguments(self) -> dict[str, Any]:
        return {"place": self.record}

    def save(self, form: SayOverlap) -> Place:
        return actions.say_overlap(
            by=self.request.user, place=self.record, share=form.share, **form.overlap
        )


def _standing(user: Any) -> QuerySet[PlaceLink]:
    """Overlaps of places that are not over."""
    stands = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
    seen = Place.objects.visible_to(user)
    rows = PlaceLink.objects.filter(stands, kind=PlaceLink.Kind.OVERLAPS, place__in=seen)
    return rows.select_related("place", "other")


def _keeps(user: Any, link: PlaceLink) -> bool:
    return can_edit_place(user, link.place)


def _change_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    link = _standing(user).filter(pk=row_number(target)).first()
    return (
        f"Overlap of {with_article(link.place)} and {with_article(link.other)}"
        if link and _keeps(user, link)
        else None
    )


class EditOverlap(EditPage):
    """Three things can have happened: a mistake, a change, an end; the form asks which."""

    model, form, permission = PlaceLink, ChangeOverlap, _keeps
    draft = drafts.register(
        "change-overlap",
        title=_change_title,
        url=lambda target: reverse("overlap_edit", args=[target]),
    )
    lead, success_message = "", "Overlap saved."

    def get_queryset(self) -> QuerySet[PlaceLink]:
        return _standing(self.request.user)

    @property
    def title(self) -> str:  # type: ignore[override]
        place, other = with_article(self.record.place), with_article(self.record.other)
        return f"The overlap of {place} with {other}"

    @property
    def cancel_url(self) -> str:
        return str(self.record.place.get_absolute_url())

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs(self.record.place, self.title)

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.place.is_example}

    def save(self, form: ChangeOverlap) -> Place:
        by, link, data = self.request.user, self.record, form.cleaned_data
        if data["what"] == END:
            return actions.end_overlap(by=by, link=link, on=data["day"], reason=data["reason"])
        if data["what"] == CHANGE:
            values = {"basis": data["basis"], "share": form.share, "reason": data["reason"]}
            return actions.change_overlap(by=by, link=link, on=data["day"], **values)
        form.instance.share = form.share
        return actions.correct_overlap(by=by, link=form.instance)
