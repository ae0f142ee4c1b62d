"""Giving roles and ending them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.parties import Party, tell_parties
from accounts.secret import Upon, end_secrets
from interface.words import date_words, last_day, list_words
from people.role.first_editors import offered
from people.role.invitation_actions import invite
from people.role.invitation_models import Invitation
from people.role.models import Assignment, Role, scope_name
from people.role.permissions import can_end_role, roles_to_give
from people.role.team_models import Team

HAS_IT = "This person has that role here already."
ALL_HAVE_IT = "All of these people have that role here already."
CLOSED = "The account of this person is closed. An administrator can open it again."
CLOSED_OF = "The account of {email} is closed. Leave it out, or ask an administrator to open it"
ONE_FIRST = "Enter one address: the first editor invites the others"
NOT_YOURSELF = "Enter somebody else’s address: leads do not make themselves editor of a place"
LAST = (
    "This is the last administrator. Make somebody else an administrator first, so that there is "
    "one who can look after accounts."
)
TEAM_ENDED = "This team has ended. Open it again first."
OVER = "This role has ended already."


@dataclass
class Given:
    """What became of the addresses to which a role was given: who has it at once, who is invited,
    who had been invited before and gets a new link, and who had it already."""

    roles: list[Assignment] = field(default_factory=list)
    invited: list[Invitation] = field(default_factory=list)
    invited_again: list[Invitation] = field(default_factory=list)
    had: list[User] = field(default_factory=list)

    @property
    def letters(self) -> list[Any]:
        """The emails that invite, of which nobody knows yet whether they go."""
        return [one.letter for one in (*self.invited, *self.invited_again)]

    @property
    def lines(self) -> list[str]:
        """What to say of each of these, where there is any."""
        good = f"link works for {Invitation.DAYS} days."
        invited = [invitation.email for invitation in self.invited]
        again = [invitation.email for invitation in self.invited_again]
        words = self.roles[0].words if self.roles else ""
        said = (
            _said(invited, f"is invited. The {good}", f"are invited. Each {good}"),
            _said(
                again,
                "was invited before. There is a new link, and the earlier one has ended.",
                "were invited before. There are new links, and the earlier ones have ended.",
            ),
            _said(
                [role.user for role in self.roles],
                f"has the role now: {words}.",
                f"have the role now: {words}.",
            ),
            _said(
                self.had,
                "has this role here already, so nothing changed for them.",
                "have this role here already, so nothing changed for them.",
            ),
        )
        return [line for line in said if line]


def _said(names: list[Any], one: str, several: str) -> str:
    return f"{list_words(names)} {one if len(names) == 1 else several}" if names else ""


def _check_first(by: Any, addresses: list[str]) -> None:
    """A lead asks one person to edit a place, and not themselves. Raises ValidationError."""
    if len(addresses) > 1:
        raise ValidationError({"emails": ONE_FIRST})
    if by.email in addresses:
        raise ValidationError({"emails": NOT_YOURSELF})


@transaction.atomic
def give_roles(
    *, by: Any, emails: Collection[str], role: str, scope: Any, valid_to: dt.date | None = None
) -> Given:
    """Give a role to whoever has these addresses: at once where there is an account, else by email.

    Inviting somebody anew sends a new link, and the old one ends. All of it is done or none: raises
    PermissionDenied for a role beyond the giver's scope, and ValidationError where it cannot be
    given to one of them, or all have it.
    """
    if role not in offered(by, scope):
        raise PermissionDenied
    if isinstance(scope, Team) and _has_ended(scope):
        raise ValidationError(TEAM_ENDED)
    addresses = sorted({email.strip().lower() for email in emails})
    if role not in roles_to_give(by, scope):
        _check_first(by, addresses)
    accounts = User.objects.filter(email__in=addresses).order_by("pk")
    users = {user.email: user for user in accounts.select_for_update()}
    if closed := [email for email, user in users.items() if not user.is_active]:
        one = len(addresses) == 1
        said = [CLOSED if one else CLOSED_OF.format(email=email) for email in closed]
        raise ValidationError({"emails": said})
    named = {"role": role, **({scope_name(scope): scope} if scope is not None else {})}
    held = Assignment.objects.own().lasting(timezone.localdate()).filter(**named)
    have_it = set(held.filter(user__in=users.values()).values_list("user", flat=True))
    if len(have_it) == len(addresses):
        raise ValidationError({"emails": HAS_IT if len(addresses) == 1 else ALL_HAVE_IT})
    waiting = Invitation.objects.open().at(scope).filter(role=role, email__in=addresses)
    before = set(waiting.values_list("email", flat=True))
    given = Given()
    for email in addresses:
        user = users.get(email)
        if user is None:
            asked = invite(by=by, email=email, role=role, scope=scope, valid_to=valid_to)
            (given.invited_again if email in before else given.invited).append(asked)
        elif user.pk in have_it:
            given.had.append(user)
        else:
            given.roles.append(_give(by, user, valid_to, named))
    return given


def give_role(
    *, by: Any, email: str, role: str, scope: Any, valid_to: dt.date | None = None
) -> Assignment | Invitation:
    """The same for one address; gives the role, or the invitation to it."""
    given = give_roles(by=by, emails=[email], role=role, scope=scope, valid_to=valid_to)
    made: list[Assignment | Invitation] = [*given.roles, *given.invited, *given.invited_again]
    return made[0]


def _give(by: Any, user: User, valid_to: dt.date | None, named: dict[str, Any]) -> Assignment:
    """Give a role to who has an account, and tell them."""
    today = timezone.localdate()
    given = Assignment.objects.create(
        user=user, valid_from=today, valid_to=valid_to, created_by=by, **named
    )
    until = f" Its last day is {date_words(last_day(valid_to))}." if valid_to else ""
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
    tell_parties(
        [Party(name="Whoever had it", people=[role.user])],
        by=by,
        by_mail=True,
        kind="role",
        about=None,
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
    end_secrets(role.user, Upon.ROLE_ENDED)
