"""The tabs of a programme: ``{% load programmes %}{% programme_tabs programme %}``."""

from __future__ import annotations

from typing import Any

from django import template

from partnerships.models import Programme
from registry.record_pages import tabs_of

register = template.Library()


@register.inclusion_tag("components/tabs.html", takes_context=True)
def programme_tabs(context: template.Context, programme: Programme) -> dict[str, Any]:
    """The pages of a programme that this reader may open, with that which it is. No query."""
    request = context["request"]
    tabs = tabs_of(request.user, programme, "programme", request.resolver_match.url_name)
    return {"label": "Parts of this programme", "tabs": tabs}
