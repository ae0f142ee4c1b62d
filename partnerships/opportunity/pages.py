"""The board of secondments: offers and wishes, and who is interested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from interface import paging
from interface.paging import Sort
from interface.words import date_words
from partnerships import permissions
from partnerships.examples import of_the_country
from partnerships.form_page import FormPage, answer
from partnerships.models import Interest, Opportunity
from partnerships.opportunity.actions import close_opportunity, say_interest, take_back_interest
from partnerships.opportunity.forms import EditOpportunity, SayInterest
from records import drafts

SORTS = (
    Sort(
        "newest",
        "created_at",
        says=lambda one: date_words(timezone.localdate(one.created_at)),
        starts_descending=True,
    ),
)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "A card for the board" if permissions.keeps_anything(user) else None
    try:
        return f"Changes to a card: {_mine(user, int(target))}"
    except (Http404, PermissionDenied, ValueError):
        return None


def _url(target: str) -> str:
    return reverse("opportunity_edit", args=[target]) if target else reverse("opportunity_add")


CARD = drafts.register("secondment-card", title=_title, url=_url)


def _mine(user: Any, pk: int) -> Opportunity:
    found = get_object_or_404(Opportunity.objects.visible_to(user).listed(), pk=pk)
    if not permissions.can_edit_opportunity(user, found):
        raise PermissionDenied
    return found


@login_not_required
def opportunities(request: HttpRequest) -> HttpResponseBase:
    """What stands on the board today, newest first: those who lend and those who look."""
    today = timezone.localdate()
    listed = Opportunity.objects.visible_to(request.user).open_on(today).listed()
    rows = of_the_country(listed, request.user)
    kind = request.GET.get("kind", "")
    unknown = bool(kind) and kind not in Opportunity.Kind.values
    rows = rows.none() if unknown else rows.filter(kind=kind) if kind else rows
    context = {
        "page": paging.page(rows, request.GET, SORTS, size=50),
        "count": paging.bounded_count(rows),
        "tabs": _tabs(kind),
        "unknown_kind": unknown,
        "may_add": permissions.keeps_anything(request.user),
        "crumbs": _crumbs(("Opportunities", "")),
    }
    return render(request, "partnerships/opportunities.html", context)


def _tabs(kind: str) -> list[dict[str, Any]]:
    listed = (("", "All"), ("offer", "To lend"), ("wish", "Wanted"))
    here = reverse("opportunities")
    return [
        {"label": label, "url": f"{here}?kind={key}" if key else here, "current": key == kind}
        for key, label in listed
    ]


@login_not_required
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    """One card; whoever put it there sees who is interested, everyone else their own word."""
    found = get_object_or_404(Opportunity.objects.visible_to(request.user).listed(), pk=pk)
    interests = list(
        Interest.objects.visible_to(request.user).filter(opportunity=found).select_related("user")
    )
    mine = [one for one in interests if one.user_id == request.user.pk]
    context = {
        "card": found,
        "is_mine": permissions.wrote(request.user, found),
        "may_edit": permissions.can_edit_opportunity(request.user, found),
        "interests": [one for one in interests if one not in mine],
        "my_interest": mine[0] if mine else None,
        "is_open": _is_open(found),
        "form": SayInterest(),
        "example": found.is_example,
        "crumbs": _crumbs(("Opportunities", reverse("opportunities")), (found.title, "")),
    }
    return render(request, "partnerships/opportunity.html", context)


def _is_open(card: Opportunity) -> bool:
    today = timezone.localdate()
    return card.closed_at is None and (card.closes_on is None or card.closes_on >= today)


@require_POST
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is interested, or take it back."""
    found = get_object_or_404(Opportunity.objects.visible_to(request.user), pk=pk)
    if "back" in request.POST:
        take_back_interest(by=request.user, opportunity=found)
        messages.info(request, "You are no longer down as interested.")
        return redirect(found)
    form = SayInterest(request.POST)
    if not form.is_valid():
        messages.warning(request, "Your words are too long. Shorten them to 5,000 characters.")
        return redirect(found)
    try:
        say_interest(by=request.user, opportunity=found, message=form.cleaned_data["message"])
    except ValidationError as problem:
        messages.warning(request, f"{problem.messages[0]}.")
    else:
        messages.success(request, "Whoever put this on the board is told that you are interested.")
    return redirect(found)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a card down; it can still be read at its address."""
    found = _mine(request.user, pk)
    close_opportunity(by=request.user, opportunity=found)
    messages.success(request, "The card is off the board.")
    return redirect("opportunities")


def add(request: HttpRequest) -> HttpResponse:
    """Put a card on the board."""
    if not permissions.keeps_anything(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=CARD,
        target="",
        heading="Put a secondment on the board",
        lead="Everyone can read it. Whoever is interested says so here, and you are told.",
        back=reverse("opportunities"),
        crumbs=_crumbs(("Opportunities", reverse("opportunities")), ("Add", "")),
        said="It is on the board.",
    )
    new = Opportunity(created_by_id=request.user.pk)
    return answer(request, page, EditOpportunity, instance=new, user=request.user)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a card."""
    found = _mine(request.user, pk)
    page = FormPage(
        kind=CARD,
        target=str(pk),
        heading="Change a card of the board",
        lead=found.title,
        back=found.get_absolute_url(),
        crumbs=_crumbs((found.title, found.get_absolute_url()), ("Change", "")),
        said="The card is changed.",
        context={"example": found.is_example},
    )
    return answer(request, page, EditOpportunity, instance=found, user=request.user)


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Secondments", reverse("secondments")), *below]
