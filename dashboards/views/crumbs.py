"""Where a page stands, from the reader's first page on."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse


def trail(request: HttpRequest, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumb: the first page by the reader's name for it, then these steps."""
    first = "My work" if request.user.is_authenticated else "Home"
    return [(first, reverse("home")), *steps]
