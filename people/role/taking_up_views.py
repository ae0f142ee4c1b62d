"""The page that the link of an invitation leads to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from people.models import Invitation
from people.role.forms import TakeUp, said_of
from people.role.invitation_actions import (
    OUTDATED,
    TakenUp,
    accept,
    accept_as,
    invited_by_token,
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation: a name and a password make the account, with its role.

    Somebody who has an account by now signs in and takes the role; one who is signed in with
    another address is told whose link it is not.
    """
    invited = invited_by_token(token)
    if invited is None:
        return render(request, "people/role/too_old.html", status=410)
    if invited.over:
        why = OUTDATED.format(why=invited.over, words=invited.words)
        return render(request, "people/role/too_old.html", {"why": why}, status=410)
    context = {"invited": invited, "used_for": said_of(invited.role)}
    user: Any = request.user
    if user.is_authenticated and user.email != invited.email:
        return render(request, "people/role/not_yours.html", context)
    if user.is_authenticated or User.objects.filter(email=invited.email).exists():
        return _with_account(request, invited, context)
    form = TakeUp(request.POST if request.method == "POST" else None, email=invited.email)
    if form.is_bound and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("full_name", "job_title", "password")}
        try:
            taken = accept(invitation=invited, **typed)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            login(request, taken.role.user)
            return _welcome(request, taken)
    return render(request, "people/role/take_up.html", {**context, "form": form})


def _with_account(
    request: HttpRequest, invited: Invitation, context: dict[str, Any]
) -> HttpResponse:
    """One press of a button, once they are signed in."""
    user: Any = request.user
    if request.method == "POST" and user.is_authenticated:
        try:
            return _welcome(request, accept_as(by=user, invitation=invited))
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
    return render(request, "people/role/has_account.html", context)


def _welcome(request: HttpRequest, taken: TakenUp) -> HttpResponse:
    """What they have now, and what else they were invited to and could not have."""
    role = taken.role
    for why in taken.left_out:
        messages.warning(request, why)
    messages.success(request, f"Welcome. Your role: {role.words}.")
    return redirect(role.scope.get_absolute_url() if role.scope else "home")
