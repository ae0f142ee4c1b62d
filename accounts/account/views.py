"""Sign-in by allauth under our addresses, and one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from accounts import devices
from accounts.account.forms import AccountForm
from accounts.confirming import note_confirmed
from accounts.providers import providers
from accounts.scopes import SCOPES

forgotten = allauth.password_reset
forgotten_done = allauth.password_reset_done
new_password_done = allauth.password_reset_from_key_done


@method_decorator(login_not_required, name="dispatch")
class SignIn(allauth.LoginView):
    """Signing in; somebody who is signed in is told so, or sent on to where they were going."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.method != "POST" and not request.GET:
            return render(request, "accounts/account/signed_in.html")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "providers": providers(context["redirect_field_value"] or "")}


@method_decorator(login_not_required, name="dispatch")
class SignOut(allauth.LogoutView):
    """Signing out, after a question; somebody who is signed out is told so."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.request.user.is_authenticated:
            return render(self.request, "accounts/account/signed_out.html")
        return super().get(*args, **kwargs)


class NewPassword(allauth.PasswordResetFromKeyView):
    """A new password for somebody who followed a link; who reads the account's email is its owner,
    so that this browser is remembered as one that they signed in from and opens at once."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        devices.forgive(self.request, self.reset_user)
        devices.remember(self.request, response, self.reset_user)
        return response


class ChangePassword(allauth.PasswordChangeView):
    """A new password for somebody who knows the present one; others ask for a link."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [("Your account", "/account/"), ("Change your password", "")]
        return {**super().get_context_data(**kwargs), "breadcrumbs": breadcrumbs}


class Confirm(allauth.ReauthenticateView):
    """The password once more, before a sensitive step; then that step, or back to its page."""

    def form_valid(self, form: Any) -> HttpResponse:
        note_confirmed(self.request)
        return super().form_valid(form)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name and job title, which one may change; roles, which others give."""
    user: Any = request.user
    form = AccountForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Details saved.")
        return redirect("account")
    if form.is_bound:  # what was typed is on the form; the header shows what is stored
        user.refresh_from_db(fields=["full_name", "job_title"])
    today = timezone.localdate()
    scopes = (*SCOPES, "covers", "handed_from")
    roles = user.assignments.select_related(*scopes).exclude(valid_to__lte=today)
    follows = user.subscriptions.live().select_related("place").order_by("place__sort_key", "id")
    context = {"form": form, "roles": roles, "today": today, "follows": follows}
    return render(request, "accounts/account/record.html", context)
