"""The first editors of a programme's places, and inviting many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.confirming import AsksAgain
from accounts.notice.outcome import say_outcome
from partnerships.models import Programme
from people.role.actions import Given, give_roles
from people.role.first_editors import first_editors_asked, places_of
from people.role.invitation_models import Invitation
from people.role.many_forms import AS_TEMPLATE, Asked, InviteMany
from people.role.models import Role
from people.role.permissions import can_see_people
from people.role.scope import HEADING, address_of, trail_to
from records import drafts
from records.form_views import EditPage

SHOWN = 200
# What became of those who are asked: of each its own sentence
ASKED = f"Invited: {{names}}. Each link works for {Invitation.DAYS} days."
GIVEN = "Given at once: {names}."
HAD = "Had the role already: {names}."


def _title(user: Any, target: str, typed: Any) -> str | None:
    return None  # addresses of people are no draft


DRAFT = drafts.register(
    "invite-many",
    title=_title,
    url=lambda target: reverse("programme_invite_many", args=[target]),
)


class InviteManyOf(AsksAgain, EditPage):
    """Which places of a programme have an editor; a list of people to invite, all or none."""

    model, key, form, draft = Programme, "slug", InviteMany, DRAFT
    permission = can_see_people
    template_name = "people/role/many.html"
    title = page_title = "Invite editors and others"
    lead = "The first editor of each place, and evaluators."
    submit_label, success_message = "Invite them all", ""

    @property
    def target(self) -> str:
        return str(self.record.slug)

    @property
    def cancel_url(self) -> str:
        return address_of(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*trail_to(self.record), (HEADING, self.cancel_url), (self.page_title, "")]

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "programme": self.record}

    def get_context_data(self) -> dict[str, Any]:
        rows = list(places_of(self.record)[: SHOWN + 1])
        return {
            **super().get_context_data(),
            "places": rows[:SHOWN],
            "are_more": len(rows) > SHOWN,
            "invited": first_editors_asked(self.request.user, rows)[:SHOWN],
            "as_template": AS_TEMPLATE,
            "example": self.record.is_example,
        }

    @transaction.atomic
    def save(self, form: Any) -> str:
        """Ask them all, or none; the page says what became of each."""
        asked: list[Asked] = form.cleaned_data["lines"]
        together: dict[tuple[Any, str], list[str]] = {}
        for one in asked:
            together.setdefault((one.scope, one.role), []).append(one.email)
        letters: list[Any] = []
        became: dict[str, list[str]] = {ASKED: [], GIVEN: [], HAD: []}
        for (scope, role), emails in together.items():
            given = _give(self.request.user, scope, role, emails)
            letters += given.letters
            at = f" ({Role(role).label}, {scope})"
            invited = [*given.invited, *given.invited_again]
            became[ASKED] += [f"{invitation.email}{at}" for invitation in invited]
            became[GIVEN] += [f"{new.user}{at}" for new in given.roles]
            became[HAD] += [f"{user}{at}" for user in given.had]
        for what, names in became.items():
            if names:
                messages.success(self.request, what.format(names="; ".join(names)))
        say_outcome(self.request, letters)
        return self.request.path


def _give(by: Any, scope: Any, role: str, emails: list[str]) -> Given:
    """Give the role. Raises ValidationError that says where it cannot be given."""
    try:
        return give_roles(by=by, emails=emails, role=role, scope=scope)
    except ValidationError as problem:
        raise ValidationError([f"{scope}: {one}" for one in problem.messages]) from None
