"""Filters of pages about priorities: ``{% load priorities %}``."""

from __future__ import annotations

import datetime as dt

from django import template

from partnerships.models import Priority

register = template.Library()


@register.filter
def standing(priority: Priority, today: dt.date) -> str:
    """Whether it holds on a day: current, not begun, ended or withdrawn."""
    return priority.standing(today)
