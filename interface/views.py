"""Pages about Placebook itself, and the component page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interface import statements


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
    context = _below_about("Accessibility") | {"run_by": statements.rows(statements.ACCESSIBILITY)}
    return render(request, "interface/accessibility.html", context)


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored about people, and Freedom of Information."""
    context = _below_about("Privacy") | {
        "run_by": statements.rows(statements.PRIVACY),
        "backups_kept": settings.BACKUPS_KEPT,
    }
    return render(request, "interface/privacy.html", context)


@login_not_required
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only where DEBUG is on."""
    from interface import gallery

    return render(request, "interface/design.html", gallery.context())


def _below_about(label: str) -> dict[str, list[tuple[str, str]]]:
    return {"breadcrumbs": [("About", "/about/"), (label, "")]}
