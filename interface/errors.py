"""The pages for when something goes wrong, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from interface.context import frame


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or what was sent cannot be read."""
    return _plain_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you can see this, but not change it."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here that this reader can see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database or of the session."""
    return _plain_page("500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page had gone stale, or a browser that sends no cookies."""
    return render(request, "interface/csrf_failure.html", status=403)


def _plain_page(template: str, status: int) -> HttpResponse:
    """A page in the usual frame that needs neither reader nor database."""
    body: str
    try:
        body = render_to_string(template, {"frame": frame(None)})
    except Exception:  # noqa: BLE001 - the page that must always come
        body = (
            "<!doctype html><html lang=en-GB><title>Placebook</title>"
            "<h1>Something went wrong</h1><p>It is our fault, not yours. Please try later.</p>"
        )
    return HttpResponse(body, status=status)
