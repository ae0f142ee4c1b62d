"""The pages for when something goes wrong, in plain words; how much may be sent to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from interface.context import frame
from interface.trouble import Trouble

TOO_LARGE = (
    "A page accepts up to 1 MB of text and, if it asks for a file, a file of up to the size that "
    "it gives. Go back: your browser may still have what you typed. Make it shorter or choose a "
    "smaller file, and send it again."
)


class Refused(PermissionDenied):
    """What this reader may not do, with words for the page that say who may."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or what was sent cannot be read."""
    return _plain_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you can see this, but not change it; or, where it is ``Refused``, who can."""
    why = str(exception) if isinstance(exception, Refused) else ""
    response = render(request, "403.html", {"why": why}, status=403)
    response.why = why  # type: ignore[attr-defined]  # for a page that shows what was typed
    return response


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here that this reader can see."""
    return render(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest, above: str) -> HttpResponse:
    """405: a button's address that was opened as a page, or something sent to a page that takes
    nothing. ``parent_breadcrumbs`` is the page that it belongs to."""
    is_opened = request.method in ("GET", "HEAD")
    return render(request, "405.html", {"above": above, "is_opened": is_opened}, status=405)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database or of the session."""
    return _plain_page("500.html", 500)


def unavailable(request: HttpRequest, trouble: Trouble, **typed: Any) -> HttpResponse:
    """503: the database does not answer. ``typed`` is what was sent, to be sent once more."""
    return _plain_page("503.html", 503, trouble=trouble, **typed)


def wants_json(request: HttpRequest) -> bool:
    """Whether it is a script that asks."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def length_required(request: HttpRequest) -> HttpResponse:
    """411: what was sent does not say how large it is, which every browser does."""
    return _plain_page("400.html", 411, problem="What was sent does not say how large it is.")


def too_large(request: HttpRequest, problem: str = "") -> HttpResponse:
    """413: more was sent than the page takes. It was not read, so nothing of it can be kept."""
    return _plain_page("413.html", 413, problem=problem or TOO_LARGE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page had gone stale, or a browser that sends no cookies."""
    return render(request, "interface/csrf_failure.html", status=403)


def _plain_page(template: str, status: int, **context: Any) -> HttpResponse:
    """A page in the usual frame that needs neither reader nor database."""
    body: str
    try:
        body = render_to_string(template, {"frame": frame(None)} | context)
    except Exception:  # noqa: BLE001 - the page that must always come
        body = (
            "<!doctype html><html lang=en-GB><title>Placebook</title>"
            "<h1>Something went wrong</h1><p>It is our fault, not yours. Please try later.</p>"
        )
    return HttpResponse(body, status=status)


_View = TypeVar("_View", bound=Callable[..., Any])


def takes_file(largest: int) -> Callable[[_View], _View]:
    """Mark a view: people who are signed in may send it a file, of at most so many bytes."""

    def mark(view: _View) -> _View:
        view.largest_file = largest  # type: ignore[attr-defined]
        return view

    return mark


def largest_body(view: Any) -> int:
    """How many bytes may be sent to this view."""
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + getattr(view, "largest_file", 0)
