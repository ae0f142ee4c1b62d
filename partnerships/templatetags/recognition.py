"""The section about thanks on the page of whom they are about: ``{% load recognition %}``."""

from __future__ import annotations

from typing import Any

from django import template

from partnerships.recognition.thanks import thanks_about

register = template.Library()


@register.inclusion_tag("partnerships/recognition/_section.html", takes_context=True)
def thanks(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """``{% thanks record %}``: what this reader may see of them, and where to give some."""
    return {"thanks": thanks_about(context["request"].user, record)}
