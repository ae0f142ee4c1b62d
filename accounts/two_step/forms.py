"""The forms that take a code."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.core.exceptions import ValidationError

from accounts.fields import at_its_input, say
from interface.forms import PlainForm

CODE = "Code"
FROM_APP = "Six digits, as your app shows them now. Or one of your recovery codes, of eight digits."
# As long as a code can be right: its own half minute, and as many on either side as are allowed.
LASTS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
TOO_MANY = "Too many attempts. Wait five minutes, then try again"
WRONG_FIRST = (
    "This code is not right. Wait for the next one. If that is not right either, check that the "
    "clock of your phone is set by the network"
)


def is_first(user: Any, code: str) -> bool:
    """Whether a code of the app was not used before; from now on it was.

    allauth remembers a code for half a minute; it can be right for three times that.
    """
    return cache.add(f"two-step:{user.pk}:{normalize_user_code(code)}", True, LASTS)


class _TakesCode(PlainForm):
    """A code of the app or a recovery code, each of which counts once."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", CODE, FROM_APP)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "size": "12", "class": "auto"}

    def clean_code(self) -> str:
        """The code, used up. Raises ValidationError for one that is wrong or was used."""
        with at_its_input(TOO_MANY):
            code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not is_first(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_TakesCode, allauth.AuthenticateForm):
    """The second step of signing in."""


class ConfirmByCodeForm(_TakesCode, allauth.ReauthenticateForm):
    """A code in place of the password, before a sensitive step."""


class TurnOnForm(PlainForm, ActivateTOTPForm):
    """The first code of an app, which shows that it knows the key. It counts once, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "code",
            "The code that your app shows",
            "Six digits, which change every 30 seconds.",
        )
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "size": "12", "class": "auto"}

    def clean_code(self) -> str:
        """The code. Raises ValidationError for a wrong one and for too many."""
        with at_its_input(TOO_MANY):
            try:
                code = str(super().clean_code())
            except ValidationError as problem:
                if getattr(problem, "code", "") == "incorrect_code":
                    raise ValidationError(WRONG_FIRST) from problem
                raise
        is_first(self.user, code)
        return code
