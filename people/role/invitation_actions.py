"""Inviting somebody by email, and what becomes of an invitation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import tell
from accounts.scopes import SCOPES
from people.role.first_editors import offered
from people.role.invitation_models import Invitation
from people.role.models import Assignment, scope_name
from people.role.permissions import can_send_again, can_withdraw

SALT = "invitation"
NOT_THEIRS = "Who invited you can no longer give this role: {words}. Ask them who can."
TOO_OLD = "This invitation is too old, was sent again, or was withdrawn."
GONE = "This invitation was taken up or withdrawn meanwhile."
OUTDATED = "{why}, so you cannot take it up: {words}. If you still need it, ask for it again."
NOT_SENT = "{why}, so nobody could take it up. Withdraw it, and invite them to a role that lasts."
HAS_ACCOUNT = "There is an account with this address already: sign in, then follow the link again."


@dataclass(frozen=True)
class TakenUp:
    """The role that somebody took up, and why each other of theirs was not given, in words."""

    role: Assignment
    left_out: list[str]


def invite(*, by: Any, email: str, role: str, scope: Any, valid_to: dt.date | None) -> Invitation:
    """Ask somebody without an account to take a role; asked twice, the last link counts.

    The caller has asked whether ``by`` may give it; None is whoever runs the program.
    """
    named = {"role": role, **({scope_name(scope): scope} if scope is not None else {})}
    waiting, _ = Invitation.objects.get_or_create(
        **dict.fromkeys(SCOPES) | named,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={"sent_at": timezone.now(), "created_by": by},
    )
    invitation = Invitation.objects.select_for_update().get(pk=waiting.pk)
    invitation.valid_to = valid_to
    _send(invitation, by)
    return invitation


def _send(invitation: Invitation, by: Any) -> None:
    """Write its letter. One that still waits from before goes: its link would be of no use."""
    if by is None or not _may_still_give(invitation):
        invitation.created_by = by
    _take_back_letter(invitation)
    invitation.sent_at = timezone.now()
    invitation.letter = tell(
        kind="invitation",
        about=None,
        email=invitation.email,
        subject=f"You are invited to Placebook: {invitation.words}",
        text=(
            f"{f'{by} invites you' if by else 'You are invited'} to Placebook, the shared record "
            f"of place-based partnership programmes, as {invitation.words}. Follow this link to "
            f"choose a password; it works for {Invitation.DAYS} days, and for this "
            "email address only."
        ),
        url=reverse("invitation", args=[token_of(invitation)]),
    )
    invitation.save()


def _take_back_letter(invitation: Invitation) -> None:
    if invitation.letter_id is not None:
        Notice.objects.filter(pk=invitation.letter_id, sent_at=None).delete()


def _may_still_give(invitation: Invitation) -> bool:
    """Whether who invited may give the role; one that no person gave (a command did) stands."""
    by = invitation.created_by
    return by is None or invitation.role in offered(by, invitation.scope)


@transaction.atomic
def send_again(*, by: Any, invitation: Invitation) -> Notice | None:
    """A new link for another seven days; the one sent before ends. Gives the email that holds it.

    Raises ValidationError where its role is over: the link would be of no use.
    """
    waiting = _open(can_send_again(by, invitation), invitation)
    if waiting.over:
        raise ValidationError(NOT_SENT.format(why=waiting.over))
    _send(waiting, by)
    letter: Notice | None = waiting.letter
    return letter


@transaction.atomic
def withdraw(*, by: Any, invitation: Invitation) -> None:
    """Its link ends now, and an email that waits is not sent."""
    waiting = _open(can_withdraw(by, invitation), invitation)
    waiting.withdrawn_at = timezone.now()
    waiting.save()
    _take_back_letter(waiting)


def _open(may: bool, invitation: Invitation) -> Invitation:
    if not may:
        raise PermissionDenied
    waiting = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).first()
    if waiting is None:
        raise ValidationError(GONE)
    return waiting


@transaction.atomic
def withdraw_unsent(letter: int) -> None:
    """An administrator leaves a letter unsent: nobody can take up what it invites to.

    Whoever invited is told. Other letters are not about an invitation: nothing happens.
    """
    unsent = Notice.objects.given_up().filter(pk=letter)
    for waiting in Invitation.objects.open().select_for_update().filter(letter__in=unsent):
        waiting.withdrawn_at = timezone.now()
        waiting.save()
        if waiting.created_by:
            tell(
                kind="role",
                about=None,
                to=waiting.created_by,
                subject=f"Your invitation could not be sent: {waiting.email}",
                text=f"No email reached {waiting.email}, so the invitation is withdrawn: "
                f"{waiting.words}. Check the address and invite them again.",
            )


def forget_invitations() -> int:
    """Delete invitations 90 days after their last link, taken up or not; gives how many."""
    before = timezone.now() - Invitation.KEPT
    return Invitation.objects.filter(sent_at__lt=before).delete()[0]


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
        Invitation.objects.open().select_related(*SCOPES, "created_by").filter(pk=pk).first()
    )
    if invitation is None or invitation.sent_at.isoformat() != sent_at:
        return None
    return invitation


@transaction.atomic
def accept(
    *, invitation: Invitation, full_name: str, job_title: str, password: str | None
) -> TakenUp:
    """Make the account of who was invited, with this role and all others they are invited to.

    Without a password the account signs in with its identity provider, or sets one by email.
    Raises ValidationError for an invitation that is too old, or whose role is over or not theirs to
    give any more; others of which that is so are left out.
    """
    waiting, others = _lock(invitation)
    if User.objects.filter(email=waiting.email).exists():
        raise ValidationError(HAS_ACCOUNT)
    user = User.objects.create_user(
        waiting.email, password, full_name=full_name, job_title=job_title
    )
    return _take_up(waiting, others, user)


@transaction.atomic
def accept_as(*, by: User, invitation: Invitation) -> TakenUp:
    """Somebody who has an account by now takes up what their address was invited to.

    Raises PermissionDenied for another address, and ValidationError as ``accept``.
    """
    if by.email != invitation.email:
        raise PermissionDenied
    return _take_up(*_lock(invitation), by)


def _lock(invitation: Invitation) -> tuple[Invitation, list[Invitation]]:
    """This invitation and the others of its address, so that two links are taken up in turn."""
    rows = Invitation.objects.open().filter(email=invitation.email).order_by("pk")
    named = rows.select_related("created_by", *SCOPES)
    locked = list(named.select_for_update(of=["self"]))
    waiting = next((row for row in locked if row.pk == invitation.pk), None)
    if waiting is None or waiting.sent_at != invitation.sent_at:
        raise ValidationError(TOO_OLD)
    return waiting, [row for row in locked if row.pk != waiting.pk]


def _take_up(waiting: Invitation, others: list[Invitation], user: User) -> TakenUp:
    """Each role is its inviter's to give, so it is given only while they may give it, and while
    there is anything to give."""
    if why := _why_not(waiting):
        raise ValidationError(why)
    given, left_out = _role_of(waiting, user), []
    for other in others:
        if why := _why_not(other):
            left_out.append(why)
        else:
            _role_of(other, user)
    return TakenUp(given, left_out)


def _why_not(invitation: Invitation) -> str:
    if invitation.over:
        return OUTDATED.format(why=invitation.over, words=invitation.words)
    return "" if _may_still_give(invitation) else NOT_THEIRS.format(words=invitation.words)


def _role_of(invitation: Invitation, user: User) -> Assignment:
    today = timezone.localdate()
    named = {
        "user": user,
        "role": invitation.role,
        "place": invitation.place,
        "programme": invitation.programme,
        "organisation": invitation.organisation,
        "team": invitation.team,
    }
    lasting = Q(valid_to=None) | Q(valid_to__gt=today)
    role = Assignment.objects.own().filter(lasting, **named).first() or Assignment.objects.create(
        **named,
        valid_from=today,
        valid_to=invitation.valid_to,
        created_by=invitation.created_by,
    )
    invitation.accepted_at = timezone.now()
    invitation.save()
    return role
