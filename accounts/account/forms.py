"""The forms of sign-in and of one's own account, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth

from accounts.fields import at_its_input, say
from accounts.models import User
from interface.forms import ModelForm, PlainForm

PASSWORD_HINT = "Use at least 10 characters. Three or four unrelated words work well."  # noqa: S105


class SignInForm(PlainForm, allauth.LoginForm):
    """E-mail address and password."""

    sends_email = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", "Email address")
        say(self, "password", "Password")


class ForgottenForm(PlainForm, allauth.ResetPasswordForm):
    """Ask for a link that sets a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", "Email address")


class _NewPassword(PlainForm):
    """Twice the same, and good enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password1", "New password", PASSWORD_HINT)
        say(self, "password2", "New password again")


class NewPasswordForm(_NewPassword, allauth.ResetPasswordKeyForm):
    """The new password of somebody who followed a link."""


class _DataFirst(allauth.ChangePasswordForm):
    """Takes its data in the first place, as forms do."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, data=data, **kwargs)


class ChangePasswordForm(_NewPassword, _DataFirst):
    """The new password of somebody who knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", "Current password")


class ConfirmForm(PlainForm, allauth.ReauthenticateForm):
    """The password once more, before a sensitive step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", "Your password")

    def clean_password(self) -> str:
        """The password. Raises ValidationError for a wrong one and for too many."""
        with at_its_input():
            return str(super().clean_password())


class AccountForm(ModelForm):
    """What people may say about themselves."""

    class Meta:
        model = User
        fields = ("full_name", "job_title")
        labels = {"full_name": "Name", "job_title": "Job title"}
        help_texts = {
            "full_name": "People who are signed in see it beside what you record.",
            "job_title": "For example: Housing partnership officer, council.",
        }
