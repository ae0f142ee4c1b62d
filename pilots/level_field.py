"""Who may read what is told of a pilot: no wider than the pilot itself."""

from __future__ import annotations

from typing import Any

from interface.words import capitalised
from pilots.models import Pilot
from records.models import Visibility


def offer_levels(form: Any, pilot: Pilot, *, publishes: bool) -> None:
    """Offer the levels up to the pilot's; *everyone* to those who may publish, or where it is so.

    A new record begins at the pilot's own level, or as near to it as its writer may go.
    """
    record, field = form.instance, form.fields["visibility"]
    levels = list(Visibility)
    offered = levels[: levels.index(Visibility(pilot.visibility)) + 1]
    is_public = bool(record.pk) and record.visibility == Visibility.PUBLIC
    if not publishes and not is_public:
        offered = [one for one in offered if one != Visibility.PUBLIC]
    if record.pk and record.visibility not in offered:
        offered.append(Visibility(record.visibility))
    field.choices = [(one.value, capitalised(one.label)) for one in offered]
    if not record.pk:
        form.initial["visibility"] = offered[-1].value
