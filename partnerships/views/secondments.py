"""The register of secondments: the list, one of them, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging
from interface.paging import Sort
from interface.words import count_words, date_words
from partnerships import permissions
from partnerships.examples import of_the_country
from partnerships.filters import SecondmentFilter
from partnerships.forms.secondments import EditSecondment
from partnerships.history import show as show_history
from partnerships.models import Opportunity, Organisation, Place, Secondment
from partnerships.secondment_columns import COLUMNS
from partnerships.views.form_page import FormPage, answer
from records import drafts
from records.dates import DateWithPrecision

SIZE = 50
SORTS = (
    Sort(
        "newest",
        "updated_at",
        says=lambda one: date_words(timezone.localdate(one.updated_at)),
        starts_descending=True,
    ),
    Sort(
        "start",
        "start_key",
        says=lambda one: date_words(one.start) if one.start else "no start known",
        starts_descending=True,
    ),
)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "A secondment" if permissions.keeps_anything(user) else None
    try:
        found = _mine(user, int(target))
    except (Http404, PermissionDenied, ValueError):
        return None
    return f"Changes to a secondment: {found}"


def _url(target: str) -> str:
    return reverse("secondment_edit", args=[target]) if target else reverse("secondment_add")


SECONDMENT = drafts.register("secondment", title=_title, url=_url)


def _mine(user: Any, pk: int) -> Secondment:
    found = get_object_or_404(Secondment.objects.visible_to(user).listed(), pk=pk)
    if not permissions.can_edit_secondment(user, found):
        raise PermissionDenied
    return found


@login_not_required
def secondments(request: HttpRequest) -> HttpResponseBase:
    """The secondments that the reader may see, filtered and paged; files by ``?format=``."""
    rows = Secondment.objects.visible_to(request.user).listed()
    chosen = SecondmentFilter(request.GET, rows, request=request)
    if file := exports.respond(request, chosen, COLUMNS, SORTS, "secondments"):
        return file
    cards = Opportunity.objects.visible_to(request.user).open_on(timezone.localdate()).listed()
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, SORTS, size=SIZE),
        "count": paging.bounded_count(chosen.qs),
        "open_cards": of_the_country(cards, request.user).count(),
        "may_add": permissions.keeps_anything(request.user),
        "crumbs": [("Secondments", "")],
    }
    return render(request, "partnerships/secondments.html", context)


@login_not_required
def secondment(request: HttpRequest, pk: int) -> HttpResponse:
    """One secondment: between whom, for how long, to what end, and what came of it."""
    found = get_object_or_404(Secondment.objects.visible_to(request.user).listed(), pk=pk)
    context = {
        "secondment": found,
        "rows": _facts(found),
        "may_edit": permissions.can_edit_secondment(request.user, found),
        "example": found.is_example,
        "crumbs": _crumbs((str(found), "")),
    }
    return render(request, "partnerships/secondment.html", context)


def _facts(one: Secondment) -> list[dict[str, Any]]:
    """Its facts in words; what is not known says so."""

    def body(label: str, found: Any) -> dict[str, Any]:
        value = f"{found.name} ({found.get_sector_display()})"
        return {"label": label, "value": value, "url": found.get_absolute_url()}

    start, end = (DateWithPrecision.of(one, name) for name in ("start", "end"))
    rows = [body("From", one.giver), body("To", one.receiver)]
    if one.place:
        rows.append({"label": "Place", "value": one.place, "url": one.place.get_absolute_url()})
    return [
        *rows,
        {"label": "State", "value": one.get_state_display().capitalize()},
        {"label": "Grade", "value": one.grade or None},
        {"label": "How long", "value": count_words(one.months, "month") if one.months else None},
        {"label": "Started" if one.state in Secondment.BEGUN else "Starts", "value": start},
        {"label": "Ended" if one.state == Secondment.State.ENDED else "Ends", "value": end},
    ]


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of a secondment: it was once an offer, so for those signed in."""
    found = get_object_or_404(Secondment.objects.visible_to(request.user).listed(), pk=pk)
    crumbs = _crumbs((str(found), found.get_absolute_url()), ("History", ""))
    return show_history(request, found, crumbs=crumbs, example=found.is_example)


def add(request: HttpRequest) -> HttpResponse:
    """Record a secondment; ``?opportunity=`` starts from a card of the board."""
    if not permissions.keeps_anything(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=SECONDMENT,
        target="",
        heading="Record a secondment",
        lead="Which bodies, for how long and to what end. Never who it is.",
        back=reverse("secondments"),
        crumbs=_crumbs(("Record a secondment", "")),
        said="The secondment is recorded.",
    )
    new = Secondment(created_by_id=request.user.pk)
    initial = _start_from(request)
    return answer(request, page, EditSecondment, instance=new, initial=initial, user=request.user)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a secondment; the second of two editors sees both versions."""
    found = _mine(request.user, pk)
    page = FormPage(
        kind=SECONDMENT,
        target=str(pk),
        heading="Change a secondment",
        lead=str(found),
        back=found.get_absolute_url(),
        crumbs=_crumbs((str(found), found.get_absolute_url()), ("Change", "")),
        said="The secondment is changed.",
        context={"example": found.is_example},
    )
    return answer(request, page, EditSecondment, instance=found, user=request.user)


def _start_from(request: HttpRequest) -> dict[str, Any]:
    """What a card of the board, a place or a body in the address already says."""
    number = request.GET.get("opportunity", "")
    if number.isascii() and number.isdecimal() and len(number) < 18:
        cards = Opportunity.objects.visible_to(request.user).select_related("organisation", "place")
        if card := cards.filter(pk=int(number)).first():
            side = "giver" if card.kind == Opportunity.Kind.OFFER else "receiver"
            aim = f"{card.title}. {card.about}".strip()
            same = {"place": card.place, "grade": card.grade, "months": card.months}
            return {side: card.organisation, "aim": aim, "state": "agreed", **same}
    places = Place.objects.visible_to(request.user)
    bodies = Organisation.objects.visible_to(request.user)
    return {
        "place": places.at_address(request.GET.get("place", "")),
        "receiver": bodies.at_address(request.GET.get("body", "")),
    }


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Secondments", reverse("secondments")), *below]
