"""Search over everything that the reader may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from dashboards.search import record
from interface.context import trail


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Every kind of record by words; a code or reference goes straight on to its record."""
    typed = request.GET.get("q", "")
    if straight := record.straight_to(request.user, typed):
        return redirect(straight)
    context = {
        "search": record.build(request.user, typed),
        "crumbs": trail(request, ("Search", "")),
    }
    return render(request, "dashboards/search.html", context)


@login_not_required
def suggest(request: HttpRequest) -> JsonResponse:
    """Records to go straight to, while somebody types in the search box."""
    rows = record.suggest(request.user, request.GET.get("q", ""))
    answer = [{"value": "", "label": row.title, "hint": row.note, "url": row.url} for row in rows]
    return JsonResponse({"results": answer})
