"""Where people with a role stand: ``{% load roles %}{% people_url place as people %}``."""

from __future__ import annotations

from typing import Any

from django import template

from people.role import scope as role_scope

register = template.Library()


@register.simple_tag(takes_context=True)
def people_url(context: dict[str, Any], scope: Any) -> str:
    """``{% people_url place as people %}``: where its people stand, for who gives roles there.

    Empty for everybody else. Of None, the whole site: everybody with an account.
    """
    return role_scope.people_url(context["request"].user, scope)


@register.simple_tag
def people_of(role: Any) -> str:
    """``{% people_of role as people %}``: where a role lets its holder give roles. No query."""
    return role_scope.people_of(role)
