"""A record as one page of plain text, to copy, print or take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from interface.site import absolute


def show_brief(
    request: HttpRequest, found: Any, page: Any, text: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    """What the template ``text`` says of a record; as a file with ``?format=txt``.

    The template is given the record as ``one``, its ``page``, and its full ``address``.
    """
    url = found.get_absolute_url()
    context = {"one": found, "page": page, "address": absolute(url)}
    said = render_to_string(text, context).strip() + "\n"
    if request.GET.get("format") == "txt":
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    context |= {
        "text": said,
        "crumbs": [*crumbs, (found.reference, url), ("Brief", "")],
        "example": found.is_example,
        "seen_by": found.get_visibility_display() if hasattr(found, "visibility") else "",
    }
    return render(request, "barriers/brief.html", context)
