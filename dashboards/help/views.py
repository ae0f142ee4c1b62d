"""The list of help by theme, and one page of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dashboards.help.pages import by_slug
from interface.context import trail
from interface.help import HelpPage, Theme
from records.switches import those_used, used

# How many questions of a theme stand open; the rest, if it is not one alone, are folded below them
OPEN = 2


@login_not_required
def help_list(request: HttpRequest) -> HttpResponse:
    """Every question, by theme: those asked most often first."""
    help_pages = used(HelpPage)
    by_theme = [(one, [page for page in help_pages if page.theme == one]) for one in Theme]
    themes = []
    for theme, pages in by_theme:
        shown = OPEN if len(pages) > OPEN + 1 else len(pages)
        themes.append((theme, pages[:shown], pages[shown:]))
    context = {
        "themes": themes,
        "breadcrumbs": trail(request, ("Help", "")),
        "seen_by": "everyone",
    }
    return render(request, "dashboards/help/list.html", context)


@login_not_required
def help_page(request: HttpRequest, slug: str) -> HttpResponse:
    """How one thing is done, and other help."""
    page = by_slug().get(slug)
    if page is None or not those_used((page,)):
        raise Http404
    context = {
        "page": page,
        "steps": f"dashboards/help/pages/{slug}.html",
        "others": those_used(tuple(by_slug()[other] for other in page.see)),
        "breadcrumbs": trail(request, ("Help", reverse("help")), (page.title, "")),
        "seen_by": "everyone",
    }
    return render(request, "dashboards/help/page.html", context)
