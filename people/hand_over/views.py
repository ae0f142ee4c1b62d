"""Hand over all that somebody holds: what moves, what waits with it, to whom and from when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from access.permissions import is_administrator
from accounts.confirming import AsksAgain
from accounts.models import User
from interface.paging import row_number
from interface.reached import reaching
from interface.words import count_words, date_words
from people.hand_over.actions import hand_over
from people.hand_over.forms import HandOverForm
from people.hand_over.page_data import Holding, holding_of, waiting_with
from people.hand_over.permissions import may_hand_over, within_reach
from people.models import Assignment
from people.role.scope import HEADING, KEYS, address_of
from records import drafts
from records.form_views import EditPage


class OfPerson(EditPage):
    """A form about the roles of one account. 404 for who may give none of them: they are told
    nothing of it."""

    model = User

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.all()

    def load(self) -> User:
        person: Any = super().load()
        if not self.may_open(person):
            raise Http404
        return person

    def may_open(self, person: User) -> bool:
        """Whether the reader may know that there is something to do here."""
        return may_hand_over(self.request.user, person)

    @cached_property
    def scope(self) -> Any:
        """The first place, programme, body or team by which the reader reaches them; or None."""
        theirs = within_reach(self.request.user, Assignment.objects.of(self.record).own())
        return next((role.scope for role in theirs if type(role.scope) in KEYS), None)

    @property
    def cancel_url(self) -> str:
        """The people that they stand among."""
        if is_administrator(self.request.user):
            return reverse("person_roles", args=[self.record.pk])
        return address_of(self.scope) if self.scope else reverse("account")

    @property
    def invite_url(self) -> str:
        """Where somebody without an account is invited."""
        if self.scope is not None:
            return address_of(self.scope, "role_add")
        return reverse("administrator_add") if is_administrator(self.request.user) else ""

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if is_administrator(self.request.user):
            trail = [("People", reverse("people")), (str(self.record), self.cancel_url)]
        else:
            trail = [(HEADING, self.cancel_url), (str(self.record), "")]
        return [*[step for step in trail if step[1]], (self.page_title, "")]


def _person(user: Any, target: str) -> User | None:
    person = User.objects.filter(pk=row_number(target)).first()
    return person if person and may_hand_over(user, person) else None


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    person = _person(user, target)
    return f"Handing over: {person}" if person else None


class HandOver(AsksAgain, OfPerson):
    """What of somebody's roles and job roles goes to somebody else."""

    template_name = "people/hand_over/form.html"
    form = HandOverForm
    draft = drafts.register(
        "hand-over",
        title=_draft_title,
        url=lambda target: reverse("hand_over", args=[target]),
    )
    page_title, submit_label, success_message = "Hand over", "Hand over", ""
    lead = (
        "On the day you choose, each role ends for one person and starts for the other. Work "
        "waiting for the role goes with it. We email both people, and then tell you who "
        "that reached."
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_own = self.record.pk == self.request.user.pk
        self.title = f"Hand over what {'you have' if self.is_own else f'{self.record} has'}"

    @cached_property
    def holding(self) -> Holding:
        """What they hold that the reader may hand over."""
        return holding_of(self.request.user, self.record, timezone.localdate())

    def arguments(self) -> dict[str, Any]:
        return {
            "person": self.record,
            "choices": self.holding.choices,
            "hints": self.holding.hints,
            "invite_url": self.invite_url,
        }

    def get_context_data(self) -> dict[str, Any]:
        waits = waiting_with(self.request.user, self.holding, timezone.localdate())
        return {"holding": self.holding, "waits": waits, "is_own": self.is_own}

    def save(self, form: Any) -> str:
        """Move it, and say what moved."""
        # Whoever hands over their own may not see those people any more
        data, back = form.cleaned_data, reverse("account") if self.is_own else self.cancel_url
        with reaching() as told:
            moved = hand_over(
                by=self.request.user,
                person=self.record,
                to=data["email"],
                on=data["on"],
                rows=data["rows"],
            )
        what, day = count_words(len(moved), "role"), date_words(data["on"])
        words = f"{what} of {self.record} handed over to {data['email']}, from {day}."
        messages.success(self.request, told.after(words))
        return back
