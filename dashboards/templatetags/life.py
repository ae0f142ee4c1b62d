"""The life of a pilot in short, on the pilot's own page: ``{% load life %}``."""

from __future__ import annotations

from typing import Any

from django import template

from pilots.life.course import ENDS
from pilots.life.start import checklist
from pilots.models import Pilot

register = template.Library()


@register.inclusion_tag("pilots/life/_in_short.html", takes_context=True)
def life_in_short(context: template.Context, pilot: Pilot, may_log: bool) -> dict[str, Any]:
    """What is left to do before it starts; after its end, what goes on.

    One query, and none for a pilot that is live: its page is dear enough.
    """
    user = context["request"].user
    starts = pilot.status in (Pilot.Status.PROPOSED, Pilot.Status.SETTING_UP)
    return {
        "pilot": pilot,
        "starts": starts,
        "list": checklist(user, pilot) if starts and user.is_authenticated else None,
        "may_log": may_log,
        "legacy": list(pilot.legacy.for_rows(user)) if pilot.status in ENDS else [],
    }
