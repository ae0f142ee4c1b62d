"""Who gets in by single sign-on: people with an account or an open invitation, and nobody else."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, NamedTuple

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.confirming import note_confirmed
from accounts.models import User
from accounts.sign_on.checks import check_of, names_of
from accounts.sign_on.provider import CLOCKS_DIFFER
from accounts.two_step.actions import tell_of_change

log = logging.getLogger(__name__)

# In the session: when somebody was sent to their provider to sign in there once more.
ASKED = "sign_on_asked_at"


class Refusal(NamedTuple):
    """Why somebody is not let in, what they can do, and the status of the page. ``check`` is what
    the log says for the check that failed; empty where what was raised tells that."""

    check: str
    says: str
    help: str
    status: HTTPStatus = HTTPStatus.FORBIDDEN


REFUSALS = {
    "unknown": Refusal(
        "account or invitation",
        "There is no account and no open invitation for {email}.",
        "Accounts are given by invitation. Ask an editor of your place, the lead of your "
        "programme or an officer of your department to invite this address; then sign in again.",
    ),
    "unverified": Refusal(
        "email verified",
        "{provider} did not say that your email address is yours.",
        "Ask those who look after your work account to confirm the address there, or sign in "
        "with your password.",
    ),
    "elsewhere": Refusal(
        "email domain",
        "{provider} is not allowed to confirm {email}.",
        "It can sign in only people from its own organisation. Sign in with your password.",
    ),
    "second": Refusal(
        "one identity",
        "The account of {email} is already linked to a different single sign-on.",
        "An account can have only one single sign-on. Use the one it is linked to, or your "
        "password. An administrator can remove the link.",
    ),
    "other": Refusal(
        "same person",
        "You signed in as a different person.",
        "Nothing was done. Go back and sign in as the person whose account this is.",
    ),
    "not_again": Refusal(
        "signed in again",
        "{provider} did not say that you have just signed in there.",
        "Nothing was done. Go back and try again. If this page comes again, tell whoever looks "
        "after this site: {provider} has to say when people sign in (auth_time).",
    ),
    "closed": Refusal(
        "account open",
        "This account has been closed.",
        "Whoever gave you the account can open it again.",
    ),
    "lost": Refusal(
        "state",
        "Signing in took too long, or was started in another browser.",
        "Start again from the sign-in page.",
        HTTPStatus.BAD_REQUEST,
    ),
    "failed": Refusal(
        "",
        "We could not understand the answer from {provider}.",
        "Try again in a few minutes. If you have a password, you can use that now.",
        HTTPStatus.BAD_GATEWAY,
    ),
}


def refusal(
    request: HttpRequest,
    reason: str,
    provider: Any,
    problem: BaseException | None = None,
    email: str = "",
) -> HttpResponse:
    """The page that says why somebody is not let in, and what they can do.

    The log has a line with the check that failed and whose provider it was, and nothing of the
    person: they are told, and who asks an administrator says when it was.
    """
    why, key = REFUSALS[reason], provider.sub_id
    check = why.check or check_of(problem)
    extra = {"check": check, "provider": key}
    if problem is not None:
        extra["raised"] = names_of(problem)
    log.warning("Single sign-on with %s refused: %s", key, check, extra=extra)
    names = {"provider": provider, "email": email}
    context = {"says": why.says.format(**names), "help": why.help.format(**names)}
    return render(request, "accounts/sign_on/refused.html", context, status=why.status)


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Joins an identity to an account by an email address for which its provider vouches."""

    def invited(self, email: str, name: str) -> User | None:
        """The account that an open invitation of this address makes."""
        raise NotImplementedError

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are given, never taken."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what went wrong in our words. Raises ImmediateHttpResponse."""
        if error == AuthError.CANCELLED:
            messages.info(request, "You did not sign in, so nothing has changed.")
            raise ImmediateHttpResponse(redirect("account_login"))
        context = extra_context or {}
        is_lost = "callback_view" in context and "state" not in context
        reason = "lost" if is_lost else "failed"
        raise ImmediateHttpResponse(refusal(request, reason, provider, exception))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in who has an account; anybody else meets ImmediateHttpResponse."""
        if sociallogin.state.get("process") == AuthProcess.REDIRECT:
            self._confirm(request, sociallogin)
        elif not sociallogin.is_existing:
            self._join(request, sociallogin)
        elif sociallogin.user and not sociallogin.user.is_active:
            raise ImmediateHttpResponse(refusal(request, "closed", sociallogin.provider))

    def _confirm(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """They were sent to their provider before a sensitive step.

        What it was asked for went through the browser, which may leave it out: only its signed word
        on when they signed in there shows that they did so once more.
        """
        if not request.user.is_authenticated or sociallogin.user != request.user:
            raise ImmediateHttpResponse(refusal(request, "other", sociallogin.provider))
        at, asked = sociallogin.signed_in_at, request.session.pop(ASKED, None)
        if at is None or asked is None or at < asked - CLOCKS_DIFFER:
            raise ImmediateHttpResponse(refusal(request, "not_again", sociallogin.provider))
        note_confirmed(request)

    @transaction.atomic
    def _join(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        provider, claims = sociallogin.provider, sociallogin.account.extra_data
        email = str(claims.get("email") or "").strip().lower()
        user, reason = None, _distrust(provider, claims, email)
        if not reason:
            user = User.objects.select_for_update().filter(email=email).first()
            user = user or self.invited(email, _name(claims, email))
            reason = _hindrance(user)
        if user is None or reason:
            raise ImmediateHttpResponse(refusal(request, reason, provider, email=email))
        sociallogin.connect(request, user)
        tell_of_change(
            user,
            f"You can sign in with {provider}",
            f"Your account was linked to {provider} when you signed in with it. If this was not "
            "you, tell an administrator.",
        )


def _distrust(provider: Any, claims: dict[str, Any], email: str) -> str:
    """Why this address is not believed; empty where it is."""
    vouches = provider.app.settings["vouches"]
    if not email or not (vouches or claims.get("email_verified") in (True, "true")):
        return "unverified"
    domain = email.rpartition("@")[2]
    return "" if domain in provider.app.settings["domains"] else "elsewhere"


def _hindrance(user: User | None) -> str:
    if user is None:
        return "unknown"
    if not user.is_active:
        return "closed"
    return "second" if SocialAccount.objects.filter(user=user).exists() else ""


def _name(claims: dict[str, Any], email: str) -> str:
    """What to call somebody new; they can change it."""
    name = " ".join(str(claims.get("name") or "").replace("\x00", "").split())
    return (name or email.partition("@")[0])[:150]
