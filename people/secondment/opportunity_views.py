"""The board of secondments: offers and wishes, and who is interested."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import wrote
from interface import paging
from interface.pages import Page
from interface.paging import Sort
from interface.parts import Theme
from interface.reached import reaching
from interface.words import date_words
from partnerships.place.examples import of_the_country
from people.secondment.actions import close_opportunity, say_interest, take_back_interest
from people.secondment.forms import EditOpportunity, SayInterest
from people.secondment.models import Interest, Opportunity
from people.secondment.permissions import (
    can_add_opportunity,
    can_edit_opportunity,
    reads_interests,
)
from records.refused import turned_down
from registry.declared_kind import OfKind
from registry.kind_by_itself import KindByItself

SORTS = (
    Sort(
        "newest",
        "created_at",
        says=lambda card: date_words(timezone.localdate(card.created_at)),
        starts_descending=True,
    ),
)
TABS = {"": "All", Opportunity.Kind.OFFER: "To lend", Opportunity.Kind.WISH: "Wanted"}


class Opportunities(KindByItself):
    """Cards of the board: who lends and who looks."""

    model, form, form_takes_user = Opportunity, EditOpportunity, True
    title, noun, path, public = "Opportunities", "card", "secondments/opportunities", True
    may_add, may_edit = can_add_opportunity, can_edit_opportunity
    add_title, edit_title = "Advertise a secondment", "Change a card of the board"
    add_message = "It’s on the board now."
    menu = {
        "says": "One that you offer, or that you look for",
        "theme": Theme.PEOPLE,
        "order": 150,
        "words": "add new opportunity offer",
    }
    draft_key, draft_words = "secondment-card", ("A card for the board", "Changes to a card")
    without = ("TakeBack",)
    list_name = "opportunities"

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        return [("Secondments", reverse("secondments")), *super().above()]

    class List(OfKind, Page):
        """What stands on the board today, newest first."""

        public, template_name = True, "people/secondment/opportunities.html"

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [*self.kind.above()[:1], ("Opportunities", "")]

        def get(self, request: HttpRequest) -> HttpResponse:
            rows = self.get_queryset().open_on(timezone.localdate())
            rows = of_the_country(rows, request.user)
            kind, here = request.GET.get("kind", ""), reverse("opportunities")
            if kind:
                rows = rows.filter(kind=kind) if kind in TABS else rows.none()
            return self.render_page(
                page=paging.page(rows, request.GET, SORTS, size=50),
                tabs=[
                    {
                        "label": label,
                        "url": f"{here}?kind={key}" if key else here,
                        "current": key == kind,
                    }
                    for key, label in TABS.items()
                ],
                unknown_kind=kind not in TABS,
                may_add=can_add_opportunity(request.user),
            )

    class Page(KindByItself.Page):
        """One card; whoever put it there sees who is interested, or officers of its body once they
        have left; everyone else their own word."""

        template_name = "people/secondment/opportunity.html"

        def get_context_data(self) -> dict[str, Any]:
            user, card = self.request.user, self.record
            interests = Interest.objects.visible_to(user).filter(opportunity=card)
            of_others, mine = [], None
            for interest in interests.select_related("user"):
                if interest.user_id == user.pk:
                    mine = interest
                else:
                    of_others.append(interest)
            return {
                **super().get_context_data(),
                "is_mine": wrote(user, card),
                "reads_interests": reads_interests(user, card),
                "may_edit": can_edit_opportunity(user, card),
                "interests": of_others,
                "my_interest": mine,
                "is_open": card.is_open_on(timezone.localdate()),
                "form": SayInterest(),
            }

    class Add(KindByItself.Add):
        lead = "Everyone can read it. Whoever is interested says so here, and you are told."
        page_title = "Add"


@require_POST
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is interested, or take it back."""
    card = get_object_or_404(Opportunity.objects.visible_to(request.user), pk=pk)
    if "back" in request.POST:
        take_back_interest(by=request.user, opportunity=card)
        messages.info(request, "You’re no longer down as interested.")
        return redirect(card)
    form = SayInterest(request.POST)
    if not form.is_valid():
        said = "Your words are too long. Shorten them to 5,000 characters."
        return turned_down(request, said, card, typed=request.POST.get("message", ""))
    try:
        with reaching() as told:
            say_interest(by=request.user, opportunity=card, message=form.cleaned_data["message"])
    except ValidationError as problem:
        said = form.cleaned_data["message"]
        return turned_down(request, problem.messages[0], card, typed=said)
    messages.success(request, told.after("You’re down as interested."))
    return redirect(card)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a card down; it can still be read at its address."""
    card = get_object_or_404(Opportunity.objects.visible_to(request.user).listed(), pk=pk)
    if not can_edit_opportunity(request.user, card):
        raise PermissionDenied
    close_opportunity(by=request.user, opportunity=card)
    messages.success(request, "You’ve taken the card off the board.")
    return redirect("opportunities")
