"""Giving roles and ending them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from interface.words import date_words
from people.role.invitation_actions import invite
from people.role.invitation_models import Invitation
from people.role.models import Assignment, Role, scope_name
from people.role.permissions import can_end_role, roles_to_give
from people.role.team_models import Team

HAS_IT = "This person has that role here already."
CLOSED = "The account of this person is closed. An administrator can open it again."
LAST = (
    "This is the last administrator. Make somebody else an administrator first, so that there is "
    "one who can look after accounts."
)
TEAM_ENDED = "This team has ended. Open it again first."
OVER = "This role has ended already."


@transaction.atomic
def give_role(
    *, by: Any, email: str, role: str, scope: Any, valid_to: dt.date | None = None
) -> Assignment | Invitation:
    """Give a role to whoever has this address: at once where there is an account, else by email.

    Inviting somebody anew sends a new link, and the old one ends. Raises PermissionDenied for a
    role beyond the giver's scope, and ValidationError where it cannot be given.
    """
    if role not in roles_to_give(by, scope):
        raise PermissionDenied
    email = email.strip().lower()
    if isinstance(scope, Team) and _has_ended(scope):
        raise ValidationError(TEAM_ENDED)
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        return invite(by=by, email=email, role=role, scope=scope, valid_to=valid_to)
    if not user.is_active:
        raise ValidationError(CLOSED)
    today = timezone.localdate()
    named = {"role": role, **({scope_name(scope): scope} if scope is not None else {})}
    if Assignment.objects.of(user).own().lasting(today).filter(**named).exists():
        raise ValidationError(HAS_IT)
    given = Assignment.objects.create(
        user=user, valid_from=today, valid_to=valid_to, created_by=by, **named
    )
    until = f" It ends on {date_words(valid_to)}." if valid_to else ""
    tell(
        kind="role",
        about=None,
        to=user,
        by_mail=True,
        subject=f"You have a role: {given.words}",
        text=f"{by} gave you the role {given.words}.{until}",
        url=reverse("account"),
    )
    return given


def _has_ended(team: Team) -> bool:
    """Whether a team has ended; one that is just ending is waited for."""
    return Team.objects.select_for_update(of=("self",)).get(pk=team.pk).ended_on is not None


@transaction.atomic
def make_administrator(*, email: str) -> Assignment | Invitation:
    """Give a site its first administrator, as whoever runs the program may: no person gives it.

    The role at once where there is an account (the one it has, where it is one already), else an
    invitation, whose earlier link ends. Raises ValidationError for an account that is closed.
    """
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        return invite(by=None, email=email, role=Role.ADMINISTRATOR, scope=None, valid_to=None)
    if not user.is_active:
        raise ValidationError(CLOSED)
    today = timezone.localdate()
    held = Assignment.objects.of(user).on(today).filter(role=Role.ADMINISTRATOR).first()
    return held or Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, valid_from=today)


@transaction.atomic
def end_role(*, by: Any, assignment: Assignment) -> None:
    """The role counts no more from today. One that was given today is taken back whole.

    Raises PermissionDenied without the right, ValidationError for the last administrator and for a
    role that has ended.
    """
    if assignment.role == Role.ADMINISTRATOR:
        must_keep_an_administrator(assignment)
    today = timezone.localdate()
    role = Assignment.objects.select_for_update().filter(pk=assignment.pk).first()
    if role is None or (role.valid_to is not None and role.valid_to <= today):
        raise ValidationError(OVER)
    if not can_end_role(by, role):
        raise PermissionDenied
    words = role.words
    end(role)
    if role.user_id != by.pk:
        tell(
            kind="role",
            about=None,
            to=role.user,
            by_mail=True,
            subject=f"A role of yours has ended: {words}",
            text=f"{by} ended this role of yours: {words}. What you wrote stays.",
            url=reverse("account"),
        )


def must_keep_an_administrator(role: Assignment) -> None:
    """Raises ValidationError where nobody else is an administrator today.

    Two who end each other's role wait for one another.
    """
    every = Assignment.objects.filter(role=Role.ADMINISTRATOR)
    list(every.order_by("pk").select_for_update().values_list("pk", flat=True))
    lasting = every.on(timezone.localdate()).filter(user__is_active=True)
    if not lasting.exclude(user=role.user_id).exists():
        raise ValidationError(LAST)


def end(role: Assignment) -> None:
    """Write that a role, which the caller has locked, counts no more from today."""
    today = timezone.localdate()
    if role.valid_from >= today:
        role.delete()
    else:
        role.valid_to = today
        role.save()
