"""At the end of the pages that help is about: ``{% load help_here %}{% help_here %}``."""

from __future__ import annotations

from functools import cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interface.help import HelpPage
from records.subjects import registered
from records.switches import those_used

register = template.Library()
SHOWN = 2


@register.simple_tag(takes_context=True)
def help_here(context: template.Context) -> SafeString:
    """The help with the page that is open, by the name of its address; no query."""
    match = getattr(context.get("request"), "resolver_match", None)
    pages = those_used(_about(match.view_name)) if match else ()
    if not pages:
        return SafeString()
    first = pages[:SHOWN]  # each leads to others of its kind
    links = format_html_join(" · ", '<a href="{}">{}</a>', ((one.url, one.title) for one in first))
    return format_html('<p class="small noprint">Help: {}</p>', links)


@cache
def _about(name: str) -> tuple[HelpPage, ...]:
    """The help with the page of this url name."""
    return tuple(page for page in registered(HelpPage) if name in page.about)
