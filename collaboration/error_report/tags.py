"""In the foot of each page of a record: ``{% load wrong_here %}{% wrong_here %}``."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from registry.reported import by_page

register = template.Library()


@register.simple_tag(takes_context=True)
def wrong_here(context: template.Context) -> SafeString:
    """The way to say that something is wrong in the record that the address names; no query.

    Nothing where it names none: an address that is a secret is never handed on.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    rule = by_page().get(match.view_name) if match else None
    if match is None or rule is None:
        return SafeString()
    key = "/".join(str(part) for part in match.kwargs.values())
    url = reverse("error_report_add", args=[rule.kind, key])
    return format_html('<li class="noprint"><a href="{}">Something is wrong here</a></li>', url)
