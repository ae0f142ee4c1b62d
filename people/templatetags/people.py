"""What pages of places, programmes and bodies share: ``{% load partnerships %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from partnerships.models import Programme
from people.recognition.thanks import thanks_about
from people.role import scope as role_scope

register = template.Library()

TABS = (
    ("overview", "Overview", "programme"),
    ("pilots", "Pilots side by side", "programme_pilots"),
    ("figures", "Figures together", "programme_figures"),
    ("meetings", "Who its pilots met", "programme_meetings"),
    ("export", "Everything as a file", "programme_export"),
)
SIGNED_IN = ("pilots", "export")


@register.inclusion_tag("components/tabs.html", takes_context=True)
def programme_tabs(context: template.Context, programme: Programme, current: str) -> dict[str, Any]:
    """The pages of a programme that this reader may open. No query.

    ``current`` is overview, pilots, figures, meetings or export.
    """
    signed_in = context["request"].user.is_authenticated
    return {
        "label": "Parts of this programme",
        "tabs": [
            {"label": label, "url": reverse(name, args=[programme.slug]), "current": key == current}
            for key, label, name in TABS
            if signed_in or key not in SIGNED_IN
        ],
    }


@register.inclusion_tag("people/recognition/_section.html", takes_context=True)
def thanks(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """``{% thanks record %}``: what this reader may see of them, and where to give some."""
    return {"thanks": thanks_about(context["request"].user, record)}


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
