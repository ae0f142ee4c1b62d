"""Where a page stands, from the reader's first page on, and where an old address leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def trail(request: HttpRequest, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumb: the first page by the reader's name for it, then these steps."""
    first = "My work" if request.user.is_authenticated else "Home"
    return [(first, reverse("home")), *steps]


def lead_on(request: HttpRequest, slug: str, *, for_good: bool = False) -> HttpResponse:
    """This same page, with what was asked of it, at the record's address of today."""
    match: Any = request.resolver_match
    url = reverse(match.view_name, kwargs={**match.captured_kwargs, "slug": slug})
    asked = request.META.get("QUERY_STRING", "")
    answer = redirect(
        f"{url}?{asked}" if asked else url,
        permanent=for_good,
        preserve_request=request.method not in ("GET", "HEAD"),
    )
    answer["Cache-Control"] = "max-age=3600"  # for good, until a change of name is undone
    return answer
