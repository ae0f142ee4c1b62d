"""Thanks on the page of whom they are for: ``{% load recognition %}{% thanks post %}``."""

from __future__ import annotations

from typing import Any

from django import template

from people.recognition.thanks import thanks_about

register = template.Library()


@register.inclusion_tag("people/recognition/_section.html", takes_context=True)
def thanks(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """``{% thanks record %}``: what this reader may see of them, and where to give some."""
    return {"thanks": thanks_about(context["request"].user, record)}
