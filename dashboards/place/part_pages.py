"""Parts of a place at addresses of their own: partners, money, what is not known, its edit form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from barriers.models import Category
from dashboards.my_work.succession import prompts_at
from dashboards.place import funding as place_funding
from dashboards.place import priorities as place_priorities
from dashboards.place.known import known_of
from dashboards.place.partners import partners_of
from dashboards.place.pilots import seen_in
from funding.flow.columns import COLUMNS, SORTS
from interface import exports
from partnerships.history import show as show_history
from partnerships.models import Place
from partnerships.partnership.sector_gaps import coverage
from partnerships.permissions import can_edit_place
from partnerships.place.forms import EditPlace
from partnerships.place.frame import frame, of_place
from partnerships.recognition.thanks import thanks_about
from records import conflicts, drafts, form_draft
from records.models import Finding


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    if place is None or not can_edit_place(user, place):
        return None
    return f"What is said of {place.name}"


EDIT = drafts.register(
    "edit-place",
    title=_draft_title,
    url=lambda target: reverse("place_edit", args=[target]),
)


@login_not_required
@of_place
def partners(request: HttpRequest, place: Place) -> HttpResponse:
    """Who works together here: every partner, with its part and its pilots."""
    found = partners_of(place, seen_in(request.user, place))
    context = {
        **frame(place, "Partners"),
        "partners": found,
        "coverage": coverage(found.partnerships, timezone.localdate()),
        "thanks": thanks_about(request.user, place),
    }
    context["prompts"] = prompts_at(request.user, place, timezone.localdate())
    return render(request, "dashboards/place_partners.html", context)


@login_not_required
@of_place
def gaps(request: HttpRequest, place: Place) -> HttpResponse:
    """What nobody knows yet about this place and its pilots."""
    found = known_of(place, seen_in(request.user, place))
    context = {**frame(place, "Not known yet"), "known": found}
    return render(request, "dashboards/place_gaps.html", context)


@login_not_required
@of_place
def funding(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The money of a place: from whom, through which fund, to whom; totals by meaning and year."""
    page = place_funding.build(request.user, place, request.GET, timezone.localdate())
    if "format" in request.GET:
        name = f"money-{place.slug}"
        if file := exports.respond(request, page.every, COLUMNS, SORTS, name):
            return file
    context = {**frame(place, "Money"), "page": page, "published": _published(place)}
    return render(request, "dashboards/place_funding.html", context)


@login_not_required
@of_place
def priorities(request: HttpRequest, place: Place) -> HttpResponse:
    """National, regional and local priorities that bear on this place, side by side."""
    page = place_priorities.build(request.user, place, timezone.localdate())
    context = {**frame(place, "Priorities"), "page": page}
    return render(request, "dashboards/place_priorities.html", context)


def _published(place: Place) -> list[Finding]:
    """What was published of the money here: findings about the place that concern funding."""
    funding = Category.objects.filter(key="funding").first()
    return list(Finding.objects.about(place, funding)) if funding else []


@login_not_required
@of_place
def history(request: HttpRequest, place: Place) -> HttpResponse:
    """Who changed what of the place itself: its names, codes, links and what is said of it."""
    return show_history(request, place, **frame(place, "History"))


@of_place
def edit(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Change what is said of a place: its editors, and the connectors who keep the directory."""
    if not can_edit_place(request.user, place):
        raise PermissionDenied
    sheet = form_draft.sheet(request, EDIT, target=place.slug)
    form = sheet.form(EditPlace, instance=place)
    if sheet.answer:
        return sheet.answer
    context: dict[str, Any] = {**frame(place, "Change"), "form": form, "sheet": sheet}
    if sheet.is_sent and form.is_valid():
        said = f"What is said of {place.name} is saved."
        try:
            return sheet.send(lambda: conflicts.save(form), said=said)
        except conflicts.Conflict as conflict:
            context["conflict"] = conflict
    return render(request, "dashboards/place_edit.html", context)
