"""The places of a pilot: which leads it, and which others are in it with which part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.forms import ChoiceField

from interface import forms
from partnerships.forms.fields import place_field
from partnerships.models import Place
from pilots.models import Pilot, PilotPlace
from records.conflicts import Versioned

PARTS = [
    (PilotPlace.Role.DISTRICT_PARTNER, "District partner"),
    (PilotPlace.Role.TARGET, "Where it works"),
]
BLANK = 3
MOST = 60


def ask_places(form: Any, rows: int) -> list[str]:
    """Add so many boxes for other places, each with its part; their names in order."""
    for number in range(1, rows + 1):
        label = "Is another place in it?" if number == 1 else f"Another place ({number})"
        form.fields[f"place_{number}"] = place_field(label, required=False)
        form.fields[f"part_{number}"] = ChoiceField(
            label=f"What is its part{'' if number == 1 else f' ({number})'}?",
            choices=[("", "Choose a part"), *PARTS],
            required=False,
        )
    return [f"{kind}_{n}" for n in range(1, rows + 1) for kind in ("place", "part")]


def check_places(form: Any, data: Mapping[str, Any], rows: int) -> None:
    """Each other place has a part, and each place stands once."""
    seen = {data.get("lead")}
    for number in range(1, rows + 1):
        place, part = data.get(f"place_{number}"), data.get(f"part_{number}")
        if place and not part and f"part_{number}" not in form.errors:
            form.add_error(f"part_{number}", "Say what its part is")
        if part and not place and f"place_{number}" not in form.errors:
            form.add_error(f"place_{number}", "Say which place")
        if place and place in seen:
            form.add_error(f"place_{number}", "This place is in it already")
        seen.add(place)


def other_places(data: Mapping[str, Any], rows: int) -> list[tuple[Place, str]]:
    """The other places with their parts. For a valid form."""
    found = [(data[f"place_{n}"], data[f"part_{n}"]) for n in range(1, rows + 1)]
    return [(place, part) for place, part in found if place]


class PlacesForm(Versioned, forms.Form):
    """All places of a pilot (``instance``). An emptied box takes its place out."""

    question_led = True

    lead = place_field(
        "Which place leads it?",
        error_messages={"required": "Say which place leads it"},
        help_text="Its editors change the pilot. Start to type its name",
    )

    def __init__(self, *args: Any, instance: Pilot, rows: int = 0, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, **kwargs)
        links = list(instance.place_links.all())
        others = [one for one in links if one.role != PilotPlace.Role.LEAD]
        self.rows = self._arguments["rows"] = rows or self._wanted(len(others))
        names = ask_places(self, self.rows)
        self.order_fields(["lead", *names])
        self.initial["lead"] = instance.lead_place
        for number, one in enumerate(others[: self.rows], 1):
            self.initial[f"place_{number}"], self.initial[f"part_{number}"] = one.place, one.role

    def _wanted(self, known: int) -> int:
        """Enough boxes for what is known and typed, and a few to add more."""
        sent = [re.fullmatch(r"place_(\d{1,3})", name) for name in self.data]
        typed = [int(one[1]) for one in sent if one]
        return min(max([known + BLANK, *typed]), max(MOST, known + BLANK))

    def clean(self) -> dict[str, Any]:
        """Each other place has a part, and each place stands once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        check_places(self, data, self.rows)
        return data

    @property
    def others(self) -> list[tuple[Place, str]]:
        """The other places with their parts."""
        return other_places(self.cleaned_data, self.rows)
