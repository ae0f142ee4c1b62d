"""Giving roles, inviting people to them, and ending them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.session.actions import end_sessions
from interface.words import date_words
from partnerships.role.models import Assignment, Invitation, Role, scope_name
from partnerships.role.permissions import can_end_role, roles_to_give

SALT = "invitation"
# After so long without a visit somebody may have left.
ASLEEP = dt.timedelta(days=90)
HAS_IT = "This person has that role here already."
CLOSED = "The account of this person is closed. An administrator can open it again."
LAST = (
    "This is the last administrator. Make somebody else an administrator first, so that there is "
    "one who can look after accounts."
)
OVER = "This role has ended already."
NOT_THEIRS = "Who invited you can no longer give this role. Ask them who can."
TOO_OLD = "This invitation is too old, was sent anew, or was withdrawn."


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
    named = {"role": role, **({scope_name(scope): scope} if scope is not None else {})}
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        return _invite(by=by, email=email, named=named, valid_to=valid_to)
    if not user.is_active:
        raise ValidationError(CLOSED)
    today = timezone.localdate()
    lasting = Q(valid_to=None) | Q(valid_to__gt=today)
    if Assignment.objects.filter(lasting, user=user, **named).exists():
        raise ValidationError(HAS_IT)
    given = Assignment.objects.create(
        user=user, valid_from=today, valid_to=valid_to, created_by=by, **named
    )
    until = f" It ends on {date_words(valid_to)}." if valid_to else ""
    tell(
        kind="role",
        to=user,
        by_mail=True,
        subject=f"You have a role: {given.words}",
        text=f"{by} gave you the role {given.words}.{until}",
        url=reverse("account"),
    )
    return given


def _invite(*, by: Any, email: str, named: dict[str, Any], valid_to: dt.date | None) -> Invitation:
    waiting = Invitation.objects.open().filter(email=email, **named).select_for_update().first()
    invitation = waiting or Invitation(email=email, created_by=by, **named)
    invitation.valid_to = valid_to
    _send(invitation, by)
    return invitation


def _send(invitation: Invitation, by: Any) -> None:
    invitation.sent_at = timezone.now()
    invitation.save()
    tell(
        kind="invitation",
        email=invitation.email,
        subject=f"You are invited to Placebook: {invitation.words}",
        text=(
            f"{by} invites you to Placebook, the shared record of place-based partnership "
            f"programmes, as {invitation.words}. Follow this link to choose a password; it is good "
            f"for {Invitation.DAYS} days, and for this email address only."
        ),
        url=reverse("invitation", args=[token_of(invitation)]),
    )


@transaction.atomic
def send_again(*, by: Any, invitation: Invitation) -> None:
    """A new link for another seven days; the one sent before ends."""
    waiting = _open(by, invitation)
    _send(waiting, by)


@transaction.atomic
def withdraw(*, by: Any, invitation: Invitation) -> None:
    """Its link ends now."""
    waiting = _open(by, invitation)
    waiting.withdrawn_at = timezone.now()
    waiting.save()


def _open(by: Any, invitation: Invitation) -> Invitation:
    if invitation.role not in roles_to_give(by, invitation.scope):
        raise PermissionDenied
    waiting = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).first()
    if waiting is None:
        raise ValidationError("This invitation was taken up or withdrawn meanwhile.")
    return waiting


def token_of(invitation: Invitation) -> str:
    """What the link of the last email holds."""
    return signing.dumps([invitation.pk, invitation.sent_at.isoformat()], salt=SALT)


def invited_by_token(token: str) -> Invitation | None:
    """The open invitation that this link is for; None for one that is too old or of no use."""
    try:
        pk, sent_at = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=Invitation.DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    invitation = (
        Invitation.objects.open()
        .select_related("place", "programme", "organisation", "team", "created_by")
        .filter(pk=pk)
        .first()
    )
    if invitation is None or invitation.sent_at.isoformat() != sent_at:
        return None
    return invitation


@transaction.atomic
def accept(
    *, invitation: Invitation, full_name: str, job_title: str, password: str | None
) -> Assignment:
    """Make the account of who was invited, with this role and all others they are invited to.

    Without a password the account signs in with its identity provider, or sets one by email.
    Who invited is the role's author, so it is given only while they may give it. Raises
    ValidationError for an invitation that is too old or not theirs to give any more.
    """
    waiting = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).first()
    if waiting is None or waiting.sent_at != invitation.sent_at:
        raise ValidationError(TOO_OLD)
    if User.objects.filter(email=waiting.email).exists():
        raise ValidationError("There is an account with this address already: sign in.")
    user = User.objects.create_user(
        waiting.email, password, full_name=full_name, job_title=job_title
    )
    today = timezone.localdate()
    if waiting.role not in roles_to_give(waiting.created_by, waiting.scope):
        raise ValidationError(NOT_THEIRS)
    role = _take_up(waiting, user, today)
    others = Invitation.objects.open().select_for_update(of=["self"]).filter(email=waiting.email)
    for other in others.select_related("created_by"):
        if other.role in roles_to_give(other.created_by, other.scope):
            _take_up(other, user, today)
    return role


def _take_up(invitation: Invitation, user: User, today: dt.date) -> Assignment:
    role = Assignment.objects.create(
        user=user,
        role=invitation.role,
        place=invitation.place,
        programme=invitation.programme,
        organisation=invitation.organisation,
        team=invitation.team,
        valid_from=today,
        valid_to=invitation.valid_to,
        created_by=invitation.created_by,
    )
    invitation.accepted_at = timezone.now()
    invitation.save()
    return role


@transaction.atomic
def end_role(*, by: Any, assignment: Assignment) -> None:
    """The role counts no more from today. One that was given today is taken back whole.

    Raises PermissionDenied without the right, ValidationError for the last administrator and for a
    role that has ended.
    """
    if assignment.role == Role.ADMINISTRATOR:  # two who end each other's wait for one another
        Assignment.objects.filter(role=Role.ADMINISTRATOR).select_for_update().count()
    today = timezone.localdate()
    role = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not can_end_role(by, role):
        raise PermissionDenied
    if role.valid_to is not None and role.valid_to <= today:
        raise ValidationError(OVER)
    if role.role == Role.ADMINISTRATOR and not _other_administrators(role, today):
        raise ValidationError(LAST)
    words = role.words
    if role.valid_from >= today:
        role.delete()
    else:
        role.valid_to = today
        role.save()
    if role.user_id != by.pk:
        tell(
            kind="role",
            to=role.user,
            by_mail=True,
            subject=f"A role of yours has ended: {words}",
            text=f"{by} ended your role {words}. What you wrote stays.",
            url=reverse("account"),
        )


def _other_administrators(role: Assignment, today: dt.date) -> bool:
    lasting = Assignment.objects.on(today).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return lasting.exclude(user=role.user_id).exists()


def is_asleep(user: User, now: dt.datetime) -> bool:
    """Whether somebody with an open account has not been here for 90 days."""
    return user.is_active and (user.last_seen_at or user.created_at) < now - ASLEEP


@transaction.atomic
def close_account(*, by: Any, user: User) -> None:
    """Somebody left: every role ends today and nobody signs in with the account.

    Raises ValidationError for one's own account and for that of the last administrator.
    """
    if user.pk == by.pk:
        raise ValidationError("You cannot close your own account. Ask another administrator.")
    today = timezone.localdate()
    lasting = Assignment.objects.of(user).filter(Q(valid_to=None) | Q(valid_to__gt=today))
    for role in lasting:
        end_role(by=by, assignment=role)
    Invitation.objects.open().filter(email=user.email).update(withdrawn_at=timezone.now())
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)


def open_account(*, by: Any, user: User) -> None:
    """Somebody is back: they sign in again, and roles are given anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
