"""What the pages of records show of the promises made at them."""

from __future__ import annotations

from typing import Any

from django import template

from collaboration.action_item.line import promises_line

register = template.Library()


@register.simple_tag(takes_context=True)
def promises_link(context: dict[str, Any], record: Any) -> dict[str, str] | None:
    """The line that leads to its promises; None where this reader has none to see or add."""
    return promises_line(context["request"].user, record, to_add=True)
