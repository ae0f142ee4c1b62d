"""Pages about Placebook itself, and the pages for when something goes wrong."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from interface.context import frame


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """What Placebook is and who it is for."""
    return render(request, "interface/about.html", {"crumbs": [("About", "")]})


@login_not_required
def words(request: HttpRequest) -> HttpResponse:
    """What the words on the pages mean."""
    return render(request, "interface/words.html", _below_about("What the words mean"))


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "interface/accessibility.html", _below_about("Accessibility"))


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored about people, and Freedom of Information."""
    return render(request, "interface/privacy.html", _below_about("Privacy"))


@login_not_required
def data(request: HttpRequest) -> HttpResponse:
    """How to take the data away, and on what terms."""
    return render(request, "interface/data.html", _below_about("Take the data away"))


@login_not_required
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only where DEBUG is on."""
    from interface import gallery

    return render(request, "interface/design.html", gallery.context())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or what was sent cannot be read."""
    return _plain_page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you can see this, but not change it."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here that this reader can see."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database or of the session."""
    return _plain_page("500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page had gone stale, or a browser that sends no cookies."""
    return render(request, "interface/csrf_failure.html", status=403)


def _below_about(label: str) -> dict[str, list[tuple[str, str]]]:
    return {"crumbs": [("About", "/about/"), (label, "")]}


def _plain_page(template: str, status: int) -> HttpResponse:
    """A page in the usual frame that needs neither reader nor database."""
    try:
        body = render_to_string(template, {"frame": frame(None)})
    except Exception:  # noqa: BLE001 - the page that must always come
        body = (
            "<!doctype html><html lang=en-GB><title>Placebook</title>"
            "<h1>Something went wrong</h1><p>It is our fault, not yours. Please try later.</p>"
        )
    return HttpResponse(body, status=status)
