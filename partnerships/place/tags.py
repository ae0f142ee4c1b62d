"""The tabs of a place: ``{% load places %}{% place_tabs page.counts %}``."""

from __future__ import annotations

from typing import Any

from django import template

from partnerships.models import Place
from registry.record_pages import tabs_of

register = template.Library()

BELOW_PLACE = "places/<slug:slug>/"


@register.inclusion_tag("components/tabs.html", takes_context=True)
def place_tabs(context: template.Context, counted: Any = None) -> dict[str, Any]:
    """The parts of the place that the page is of, with that in which it stands; nothing elsewhere.
    No query."""
    request: Any = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or not match.route.startswith(BELOW_PLACE):
        return {"tabs": []}
    place = Place(slug=match.kwargs["slug"])
    first, *others = tabs = tabs_of(request.user, place, "place", "", counted)
    here = (tab for tab in others if request.path.startswith(tab["url"]))
    next(here, first)["current"] = True
    return {"label": "Parts of this place", "tabs": tabs, "path": request.path}
