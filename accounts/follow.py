"""What the rows of allauth say about an account stands on the account, where history keeps it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import User
from accounts.session.actions import end_sessions


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
    """Whoever is signed in elsewhere is signed out, and stands in the list of sessions no more."""
    end_sessions(user, but=request.session.session_key)
