"""The tabs of a programme: ``{% load programmes %}{% programme_tabs programme "overview" %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from partnerships.models import Programme

register = template.Library()

TABS = (
    ("overview", "Overview", "programme"),
    ("pilots", "Pilots side by side", "programme_pilots"),
    ("figures", "Figures together", "programme_figures"),
    ("meetings", "Who its pilots met", "programme_meetings"),
    ("published", "What’s published", "programme_published"),
)
SIGNED_IN = ("pilots",)


@register.inclusion_tag("components/tabs.html", takes_context=True)
def programme_tabs(context: template.Context, programme: Programme, current: str) -> dict[str, Any]:
    """The pages of a programme that this reader may open. No query.

    ``current`` is overview, pilots, figures, meetings or published; on a page that is none of
    these, anything else.
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
