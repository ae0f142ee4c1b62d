"""The start and the end of a pilot, on its own page: ``{% load status %}``."""

from __future__ import annotations

from typing import Any

from django import template

from pilots.models import Pilot
from pilots.status.actions import ENDS, NEVER_RAN
from pilots.status.checklist import checklist

register = template.Library()


@register.inclusion_tag("pilots/status/_left.html", takes_context=True)
def left_to_start(context: template.Context, pilot: Pilot, may_log: bool) -> dict[str, Any]:
    """What is left to do before it starts, for who is signed in. One query; none once it runs."""
    user = context["request"].user
    starts = pilot.status in NEVER_RAN and user.is_authenticated
    return {"pilot": pilot, "list": checklist(user, pilot) if starts else None, "may_log": may_log}


@register.inclusion_tag("pilots/status/_goes_on.html", takes_context=True)
def goes_on_after(context: template.Context, pilot: Pilot) -> dict[str, Any]:
    """What goes on after its end. One query; none while it runs."""
    ended = pilot.status in ENDS
    return {"legacy": list(pilot.legacy.for_rows(context["request"].user)) if ended else []}
