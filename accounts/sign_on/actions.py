"""Separating an account from the identity that it is joined to."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.secret import Upon, end_secrets
from accounts.two_step.actions import tell_of_change


@transaction.atomic
def separate_identity(*, by: Any, user: User) -> None:
    """That identity opens the account no more, and whoever is signed in as them is signed out.

    The next one whose provider vouches for the address is joined. Raises ValidationError where the
    account belongs to none.
    """
    account = User.objects.select_for_update().get(pk=user.pk)
    ended, _ = SocialAccount.objects.filter(user=account).delete()
    if not ended:
        raise ValidationError("The account has no single sign-on.")
    secrets = end_secrets(account, Upon.SEPARATED)
    tell_of_change(
        account,
        "Your account has no single sign-on any more",
        f"{by} separated it from your identity and signed you out everywhere.{secrets.added} "
        "Sign in with single sign-on again, or with your password; “I’ve forgotten my password” "
        "sets one.",
    )
