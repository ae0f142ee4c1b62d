"""The tabs of money, under the heading of the pages to which they lead."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from interface.parts import MenuItem
from records.switches import used

# The page of each tab, with its words; at most five, all else of money stands within the first
TABS = (
    ("flows", "Who pays who"),
    ("pools", "Pools"),
    ("bids", "Bids"),
    ("monitoring_returns", "Returns"),
)

register = template.Library()


@register.inclusion_tag("funding/_tabs.html", takes_context=True)
def money_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """Those that this reader may open; nothing where there is only one."""
    request = context["request"]
    parts = {part.page: part for part in used(MenuItem)}
    shown = [one for one in TABS if one[0] in parts and parts[one[0]].permission(request.user)]
    here = request.resolver_match.view_name
    tabs = [
        {"label": label, "url": reverse(page), "current": page == here} for page, label in shown
    ]
    return {"tabs": tabs if len(tabs) > 1 else []}
