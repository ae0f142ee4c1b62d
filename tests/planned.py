"""Planning a visit as a person does: by the form of a pilot, of a place, or of the plan itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from pilots.models import Pilot
from tests.pilots.forms import filled, signed_in

DAY = {"on_day": "1", "on_month": "12", "on_year": "2026"}
AHEAD = dt.date(2026, 12, 1)


def at_pilot(pilot: Pilot) -> str:
    return reverse("visit_plan", args=[pilot.slug])


def at_place(place: Any) -> str:
    return reverse("place_visit_plan", args=[place.slug])


def plan(who: Any, address: str, **typed: Any) -> Any:
    """The form of a plan as this person sends it."""
    client = signed_in(who)
    data = filled(client, address, **({"purpose": "See the homes"} | DAY | typed))
    return client.post(address, data)
