"""What the rows of allauth say about an account stands on the account, where history keeps it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import User
from accounts.secret import Upon, end_secrets
from accounts.two_step.actions import tell_of_change

ASK_FOR_ANOTHER = (
    "If this was not you, set a new password now: choose “I’ve forgotten my password”. Then tell "
    "an administrator."
)


@receiver([post_save, post_delete], sender=Authenticator)
def two_step(instance: Authenticator, **kwargs: Any) -> None:
    """Whether a code is asked for at sign-in."""
    keys = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    user = User.objects.filter(pk=instance.user_id)
    user.exclude(two_step=Exists(keys)).update(two_step=Exists(keys))


@receiver(post_save, sender=SocialAccount)
def joined(instance: SocialAccount, **kwargs: Any) -> None:
    """With which identity provider they sign in."""
    _signs_in_with(instance.user_id, instance.provider)


@receiver(post_delete, sender=SocialAccount)
def separated(instance: SocialAccount, **kwargs: Any) -> None:
    """With none any more."""
    _signs_in_with(instance.user_id, "")


def _signs_in_with(user_id: int, provider: str) -> None:
    User.objects.filter(pk=user_id).exclude(signs_in_with=provider).update(signs_in_with=provider)


@receiver([password_changed, password_set, password_reset])
def new_password(request: Any, user: User, **kwargs: Any) -> None:
    """What opened the account without the password ends, and its owner is told what did."""
    ended = end_secrets(user, Upon.NEW_PASSWORD, here=request.session.session_key)
    if ended:
        messages.info(request, ended.words)
    subject = "Your account has a new password"
    tell_of_change(user, subject, f"A new password was set.{ended.added} {ASK_FOR_ANOTHER}")
