"""What stands within a page that is a door to others: ``{% also_here "funding" %}``."""

from __future__ import annotations

from typing import Any

from django import template

from interface.parts import MenuItem, Theme
from records.switches import used

register = template.Library()


@register.inclusion_tag("dashboards/parts/also_here.html", takes_context=True)
def also_here(context: dict[str, Any], page: str, but: str = "") -> dict[str, Any]:
    """The parts within a page that this reader may open, but those that it leads to already:
    their names in ``but``, with blanks between."""
    user, led_to = context["request"].user, but.split()
    themes = list(Theme)
    parts = [one for one in used(MenuItem) if one.within == page and not one.adds]
    parts.sort(key=lambda one: (themes.index(one.theme), one.order))
    return {"parts": [one for one in parts if one.permission(user) and one.page not in led_to]}
