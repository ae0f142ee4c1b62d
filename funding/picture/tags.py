"""The tabs of money, of a place or of all, under the heading of the pages to which they lead."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from funding.picture.asked import FLOWS, POOLS, TABS, Asked
from interface.parts import MenuItem
from records.switches import used

# The lists that a tab leads on to, and the page of the tab that is no view
OF_POOLS, RETURNS = ("pools", "bids"), ("monitoring_returns", "place_returns")
LISTS = {"flows": FLOWS, **dict.fromkeys(OF_POOLS, POOLS)}

register = template.Library()


@register.inclusion_tag("funding/_tabs.html", takes_context=True)
def money_tabs(context: dict[str, Any], asked: Asked | None = None) -> dict[str, Any]:
    """At most five: the views, and the returns; what is switched off, or refuses this reader, is
    none of them."""
    request, asked = context["request"], asked or Asked(context.get("place"))
    here = request.resolver_match.view_name
    parts = {part.page for part in used(MenuItem) if part.permission(request.user)}
    shown = asked.show if here in ("funding", "place_funding") else LISTS.get(here)
    tabs = [
        {"label": tab.label, "url": tab.url, "current": show == shown}
        for show in TABS
        if show != POOLS or parts.intersection(OF_POOLS)
        for tab in [asked.view(show)]
    ]
    if RETURNS[0] in parts:
        place = asked.place
        url = reverse(RETURNS[1], args=[place.slug]) if place else reverse(RETURNS[0])
        tabs.append({"label": "Returns", "url": url, "current": here in RETURNS})
    # The lists stand below their tab, which leads back to it
    return {"tabs": tabs, "path": request.path if here in OF_POOLS else ""}
