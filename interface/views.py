"""Pages about Placebook itself, and the component page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """What Placebook is and who it is for."""
    return render(request, "interface/about.html")


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
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only where DEBUG is on."""
    from interface import gallery

    return render(request, "interface/design.html", gallery.context())


def _below_about(label: str) -> dict[str, list[tuple[str, str]]]:
    return {"breadcrumbs": [("About", "/about/"), (label, "")]}
