"""Whether a part is in use, for links to it: ``{% load switches %}{% if "training"|is_used %}``."""

from __future__ import annotations

from django import template

from records import switches

register = template.Library()
register.filter("is_used", switches.is_used)
