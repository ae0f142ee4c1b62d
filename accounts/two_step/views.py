"""Two-step sign-in by allauth under our addresses: its code, turning it on and off."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.mfa.base import views as allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator

from accounts.confirming import must_have_confirmed, note_confirmed
from accounts.secret import Upon, end_secrets
from accounts.two_step.actions import tell_of_change

HEADING = "Two-step sign-in"


def _breadcrumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    trail = [("Your account", reverse("account")), (HEADING, reverse("mfa_index") if below else "")]
    return [*trail, *below]


@method_decorator(login_not_required, name="dispatch")
class SecondStep(allauth.AuthenticateView):
    """The code, after the password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and "code" not in request.POST:
            sent: Any = request.POST.copy()
            sent["code"] = ""  # allauth would take it for an answer of a security key
            request.POST = sent
        return super().dispatch(request, *args, **kwargs)


class ConfirmByCode(allauth.ReauthenticateView):
    """A code in place of the password, before a sensitive step."""

    def form_valid(self, form: Any) -> HttpResponse:
        note_confirmed(self.request)
        return super().form_valid(form)


class Overview(allauth.IndexView):
    """Whether it is on, and what can be done about it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kept = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        left = len(kept.get_unused_codes()) if kept else 0
        return {**context, "codes_left": left, "breadcrumbs": _breadcrumbs()}


class TurnOn(totp.ActivateTOTPView):
    """The key for an app, as a picture and as text, and the first code from it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        key = context["form"].secret
        fours = " ".join(key[start : start + 4] for start in range(0, len(key), 4))
        return {**context, "key": fours, "breadcrumbs": _breadcrumbs(("Turn it on", ""))}


class TurnOff(totp.DeactivateTOTPView):
    """A question, then no code is asked for any more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = _breadcrumbs(("Turn it off", ""))
        return {**super().get_context_data(**kwargs), "breadcrumbs": breadcrumbs}


class RecoveryCodes(codes.ViewRecoveryCodesView):
    """The codes for when the phone is not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "breadcrumbs": _breadcrumbs(("Recovery codes", "")),
        }


class DownloadCodes(codes.DownloadRecoveryCodesView):
    """The same as a file of text."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)


class NewCodes(codes.GenerateRecoveryCodesView):
    """New ones; the old ones end."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = _breadcrumbs(("New recovery codes", ""))
        return {**super().get_context_data(**kwargs), "breadcrumbs": breadcrumbs}


NOT_YOU = "If it was not you, set a new password at once and tell an administrator."


@receiver(signals.authenticator_added)
def turned_on(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Told by email, so that nobody does it in somebody's place unseen."""
    if authenticator.type == Authenticator.Type.TOTP:
        subject = "Two-step sign-in is on for your account"
        tell_of_change(user, subject, f"From now on, you need a code to sign in. {NOT_YOU}")


@receiver(signals.authenticator_removed)
def turned_off(
    request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    """The same when it is turned off; what was made while a code was asked for ends."""
    if authenticator.type == Authenticator.Type.TOTP:
        ended = end_secrets(user, Upon.TWO_STEP_OFF, here=request.session.session_key)
        if ended:
            messages.info(request, ended.words)
        subject = "Two-step sign-in is off for your account"
        text = f"From now on your password is enough.{ended.added} {NOT_YOU}"
        tell_of_change(user, subject, text)


@receiver(signals.authenticator_reset)
def made_anew(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """The same for new recovery codes."""
    tell_of_change(user, "You have new recovery codes", f"The old ones have ended. {NOT_YOU}")
