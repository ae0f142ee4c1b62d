"""An overlap of two places: put right, changed from a day on, or ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from partnerships import permissions
from partnerships.actions.overlaps import change_overlap, correct_overlap, end_overlap
from partnerships.forms.areas import CHANGE, END, ChangeOverlap
from partnerships.models import Place, PlaceLink
from partnerships.views.form_page import FormPage, answer
from records import drafts

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
