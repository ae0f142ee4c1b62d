"""Whom a pilot met, on its own page: ``{% load engagement %}{% met_by_pilot pilot %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from pilots.engagement import summary
from pilots.models import Pilot

register = template.Library()


@register.inclusion_tag("pilots/engagement/_of_pilot.html", takes_context=True)
def met_by_pilot(context: template.Context, pilot: Pilot) -> dict[str, Any]:
    """Whom a pilot met, the latest meetings, and what was promised and is not done."""
    user = context["request"].user
    return {
        "pilot": pilot,
        "short": summary.in_short(user, pilot, timezone.localdate()),
        "frame": context["frame"],
    }
