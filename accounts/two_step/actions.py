"""Turning off two-step sign-in for somebody who cannot: phone and codes are lost."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.secret import Upon, end_secrets


def tell_of_change(user: User, subject: str, text: str) -> None:
    """A letter about the sign-in of an account goes out at once."""
    tell(
        kind="sign_in",
        about=None,
        to=user,
        by_mail=True,
        subject=subject,
        text=text,
        url=reverse("mfa_index"),
    )


@transaction.atomic
def turn_off_two_step(*, by: Any, user: User) -> None:
    """No code is asked for any more. Whoever is signed in as them is signed out, and they are told.

    Raises ValidationError where it is off already.
    """
    account = User.objects.select_for_update().get(pk=user.pk)
    if not account.two_step:
        raise ValidationError("Two-step sign-in is off already.")
    Authenticator.objects.filter(user=account).delete()
    ended = end_secrets(account, Upon.TWO_STEP_OFF)
    tell_of_change(
        account,
        "Two-step sign-in is off for your account",
        f"{by} turned it off and signed you out everywhere.{ended.added} Sign in with your "
        "password and set it up again. If you did not ask for this, tell them.",
    )
