"""Ending a role, and what is done with an invitation that waits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.confirming import must_have_confirmed
from accounts.notice.outcome import say_outcome
from accounts.scopes import SCOPES
from interface.pages import RecordPage
from interface.reached import reaching
from partnerships.models import Programme
from people.models import Assignment, Invitation, Role
from people.role import actions
from people.role.asking_actions import givers_of, who_to_write_to
from people.role.confirming_actions import settle_warnings
from people.role.forms import said_of
from people.role.invitation_actions import send_again, withdraw
from people.role.permissions import (
    GIVERS,
    can_end_role,
    can_see_people,
    can_send_again,
    can_withdraw,
    roles_to_give,
)
from people.role.scope import HEADING, address_of


class EndRole(RecordPage):
    """Ask before a role ends, and end it. 404 for who may not: they are told nothing of it."""

    model = Assignment
    template_name = "people/role/end.html"

    def get_queryset(self) -> QuerySet[Assignment]:
        return Assignment.objects.select_related("user", *SCOPES)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> Any:
        record: Any = super().load()
        if not can_end_role(self.request.user, record):
            raise Http404
        return record

    @property
    def cancel_url(self) -> str:
        """Where they came from: the people of the scope, or their own account."""
        scope = self.record.scope
        return address_of(scope) if can_see_people(self.request.user, scope) else reverse("account")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        above = HEADING if self.cancel_url != reverse("account") else "Your account"
        return [(above, self.cancel_url), ("End a role", "")]

    def get_context_data(self) -> dict[str, Any]:
        role, today = self.record, timezone.localdate()
        others = Assignment.objects.own().on(today).exclude(pk=role.pk)
        alike = others.filter(role=role.role, user__is_active=True).at(role.scope)
        only = role.role in GIVERS and not alike.exists()
        return {
            "own": role.user_id == self.request.user.pk,
            "last": not others.of(role.user).exists(),
            "stays": actions.LAST if only and role.role == Role.ADMINISTRATOR else "",
            "only": only,
            "give_url": self.give_url,
            "givers": [] if self.give_url else who_to_write_to(givers_of(role.role, role.scope)[0]),
            "back": self.cancel_url,
            "used_for": said_of(role.role),
        }

    @property
    def give_url(self) -> str:
        """Where the reader gives this role to somebody else; empty where they cannot."""
        if self.record.role not in roles_to_give(self.request.user, self.record.scope):
            return ""
        if self.record.scope is None:
            return reverse("administrator_add")
        return address_of(self.record.scope, "role_add")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """End it."""
        words, back, own = (
            self.record.words,
            self.cancel_url,
            self.record.user_id == request.user.pk,
        )
        try:
            with reaching() as told:
                actions.end_role(by=request.user, assignment=self.record)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
            return redirect(back)
        settle_warnings(self.record.scope, timezone.localdate(), self.record.user)
        messages.success(request, told.after(f"The role has ended: {words}."))
        return redirect(reverse("account") if own else back)


CHANGES = {
    "again": (
        can_send_again,
        send_again,
        "There is a new link for {email}. The earlier one has ended.",
    ),
    "withdraw": (can_withdraw, withdraw, "The invitation of {email} is withdrawn."),
}


@require_POST
def invitation_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Send an invitation again, or withdraw it. 404 for who may not."""
    invitation = get_object_or_404(Invitation.objects.select_related(*SCOPES), pk=pk)
    may, action, words = CHANGES[what]
    if not may(request.user, invitation):
        raise Http404
    must_have_confirmed(request)
    try:
        with transaction.atomic():
            letter = action(by=request.user, invitation=invitation)
            say_outcome(request, [letter])
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, words.format(email=invitation.email))
    return redirect(_back_from(request, invitation))


def _back_from(request: HttpRequest, invitation: Invitation) -> str:
    """Who sees the people there goes back to them, a lead to the page on which they invited."""
    if can_see_people(request.user, invitation.scope):
        return address_of(invitation.scope)
    slug = request.POST.get("programme", "")
    programme = Programme.objects.visible_to(request.user).filter(slug=slug).first()
    if programme is not None and can_see_people(request.user, programme):
        return reverse("programme_invite_many", args=[programme.slug])
    return str(invitation.scope.get_absolute_url()) if invitation.scope else reverse("account")
