"""At the end of the pages that help is about: ``{% load help_here %}{% help_here %}``."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dashboards.help.pages import about_page

register = template.Library()


@register.simple_tag(takes_context=True)
def help_here(context: template.Context) -> SafeString:
    """The help with the page that is open, by the name of its address; no query."""
    match = getattr(context.get("request"), "resolver_match", None)
    pages = about_page(match.view_name) if match else ()
    if not pages:
        return SafeString()
    links = format_html_join(" · ", '<a href="{}">{}</a>', ((one.url, one.title) for one in pages))
    return format_html('<p class="small noprint">Help: {}</p>', links)
