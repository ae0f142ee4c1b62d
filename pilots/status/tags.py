"""What goes on after a pilot, beside its background: ``{% load status %}``."""

from __future__ import annotations

from typing import Any

from django import template

from pilots.models import Pilot
from pilots.status.actions import ENDS

register = template.Library()


@register.inclusion_tag("pilots/status/_goes_on.html", takes_context=True)
def goes_on_after(context: template.Context, pilot: Pilot) -> dict[str, Any]:
    """What goes on after its end. One query; none while it runs."""
    ended = pilot.status in ENDS
    rows = list(pilot.legacy.for_rows(context["request"].user)) if ended else []
    sources = {row.source for row in rows}
    return {
        "legacy": rows,
        "source": next(iter(sources)) if len(rows) > 1 and len(sources) == 1 else None,
        "says_nothing": len(rows) > 1 and not any(row.paid_by or row.until_words for row in rows),
    }
