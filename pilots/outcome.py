"""What a button of one step answers: it was done, or why it was not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def act_and_say(
    request: HttpRequest, act: Callable[[], Any], *, said: str, to: Any
) -> HttpResponse:
    """Do it and go on ``to`` a record or an address; a ValidationError is said there instead."""
    try:
        act()
    except ValidationError as problem:
        messages.warning(request, f"{problem.messages[0]}.")
    else:
        messages.success(request, said)
    return redirect(to)
