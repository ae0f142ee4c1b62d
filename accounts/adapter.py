"""How sign-in behaves: by invitation, in plain words, telling nobody who has an account."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import devices
from accounts.confirming import note_confirmed
from interface.context import absolute

log = logging.getLogger(__name__)

# Letters go out beside the answer, so that its time does not tell whether there was one to send.
POST = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")

# At which input the sign-in page says what is wrong.
_AT = {
    "email_password_mismatch": "login",
    "too_many_login_attempts": "login",
    "too_many_for_account": "login",
}
# What is said where a count of tries is full.
_TOO_MANY = {
    "login_failed": "too_many_login_attempts",
    "login_failed_hourly": "too_many_for_account",
    "login_failed_here": "too_many_login_attempts",
    "login_failed_account": "too_many_for_account",
}


class ClosedAdapter(DefaultAccountAdapter):
    """No open registration; messages in the words of our pages."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "The email address or the password is not right. Check both and try again"
        ),
        "too_many_login_attempts": (
            "Too many attempts. Wait five minutes, then try again, or set a new password"
        ),
        "too_many_for_account": (
            "Too many attempts for this address. Wait an hour and try again, or set a new password"
        ),
        "enter_current_password": "This is not your current password",
        "incorrect_password": "This is not your password",
        "rate_limited": "Too many attempts. Wait five minutes, then try again",
        "invalid_password_reset": "This link has been used or is too old",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given, never taken."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Sign-in answers with pages alone."""
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """The error, at the input that it is about."""
        message = self.error_messages[code]
        if code in _AT:
            return ValidationError({_AT[code]: ValidationError(message, code=code)})
        return ValidationError(message % args if args else message, code=code)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try, or refuse it. A right password takes it back (``authenticate``).

        A browser that the account signed in from before has a count of its own, so that nobody can
        shut its owner out. Others count by account and visitor's address together, and more slowly
        by account alone. The address as typed is what counts: an account need not exist.
        """
        login = credentials.get("email", "").lower()
        if here := devices.known_as(request, login):
            counts = {"login_failed_here": here}
        else:
            there = f"{ratelimit.get_ip(request)} {login}"
            counts = {
                "login_failed": there,
                "login_failed_hourly": there,
                "login_failed_account": login,
            }
        used = ratelimit.RateLimitUsage([])
        for action, key in counts.items():
            counted = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if counted is None:
                raise self.validation_error(_TOO_MANY[action])
            used.usage += counted.usage
        self._login_failed_rl_usage = used

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Where signing in leads to; the browser is remembered.

        An identity provider may let in whoever sits at a browser that it knows: then they showed
        who they are when they signed in there, unless a code showed it here.
        """
        by_provider = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if by_provider is not None and not user.two_step:
            note_confirmed(request, at=getattr(by_provider, "signed_in_at", None) or 0)
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By what somebody shows again who they are: a password, a code, or where they sign in."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and user.signs_in_with:
            url = reverse("sign_on_again", args=[user.signs_in_with])
            methods.append({"id": "sign_on", "description": "", "url": url})
        return methods

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the email: always to our own site, whatever host the request named."""
        return absolute(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Said only to somebody who knows the password."""
        messages.warning(
            request,
            "This account has been closed. An administrator can open it again.",
        )
        return redirect("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter now and post it beside the request."""
        POST.submit(_post, self.render_mail(template_prefix, email, context))


def _post(letter: EmailMessage) -> None:
    try:
        letter.send()
    except Exception:  # every mail server fails in its own way
        log.exception("An email about an account could not be sent")
