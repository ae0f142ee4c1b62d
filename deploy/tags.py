"""In the foot of each page, for administrators: ``{% load server %}{% version_here %}``."""

from __future__ import annotations

from typing import Any

from django import template

from config.version import VERSION

register = template.Library()


@register.simple_tag(takes_context=True)
def version_here(context: template.Context) -> str:
    """Which version answers; empty for all others. No query: the roles that were asked for already
    say who is an administrator, and a page that asked for none does not tell."""
    user: Any = getattr(context.get("request"), "user", None)
    reader = getattr(user, "reader", None)
    return f"Version {VERSION}." if reader and reader.is_administrator else ""
