"""What administrators can do about how somebody signs in, once that person cannot."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from access.permissions import must_be_administrator
from accounts.confirming import must_have_confirmed
from accounts.models import User
from accounts.sign_on.actions import separate_identity
from accounts.two_step.actions import turn_off_two_step


@require_POST
def two_step_off(request: HttpRequest, pk: int) -> HttpResponse:
    """No code is asked of them any more; their phone is lost, and so are their codes."""
    said = (
        "Two-step sign-in is off for {user}. We signed them out everywhere and told them by email."
    )
    return _change(request, pk, turn_off_two_step, said)


@require_POST
def separate(request: HttpRequest, pk: int) -> HttpResponse:
    """Their account belongs to no identity any more."""
    said = "The account of {user} is separated from its single sign-on. They are told by email."
    return _change(request, pk, separate_identity, said)


def _change(request: HttpRequest, pk: int, action: Callable[..., None], said: str) -> HttpResponse:
    must_be_administrator(request.user)
    user = get_object_or_404(User.objects.listed(), pk=pk)
    must_have_confirmed(request)
    try:
        action(by=request.user, user=user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, said.format(user=user))
    return redirect("person_roles", pk)
