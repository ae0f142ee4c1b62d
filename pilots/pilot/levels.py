"""Who may let whom read what is written of a pilot, as the actions hold to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from interface.words import capitalised
from pilots.models import Pilot
from records.models import Visibility


def refuse_level(
    level: str, *, publishes: bool, widest: str = Visibility.PUBLIC, field: str = "visibility"
) -> None:
    """ValidationError at ``field`` where a level is wider than ``widest``, or *everyone* and the
    person may not publish."""
    levels = list(Visibility)
    if level == Visibility.PUBLIC and not publishes:
        raise ValidationError({field: "Only an editor of the place can show it to everyone"})
    if levels.index(Visibility(level)) > levels.index(Visibility(widest)):
        raise ValidationError({field: "More people would be able to see it than can see the pilot"})


def levels_up_to(widest: str, *, publishes: bool) -> list[Visibility]:
    """The levels that are no wider; *everyone* only for those who may publish."""
    levels = list(Visibility)
    offered = levels[: levels.index(Visibility(widest)) + 1]
    return [level for level in offered if publishes or level != Visibility.PUBLIC]


def level_choices(levels: Iterable[Visibility]) -> list[tuple[str, str]]:
    """Levels as a form offers them."""
    return [(level.value, capitalised(level.label)) for level in levels]


def offer_levels(form: Any, pilot: Pilot, *, publishes: bool) -> None:
    """Offer the levels up to the pilot's; *everyone* to those who may publish, or where it is so.

    A new record begins at the pilot's own level, or as near to it as its writer may go.
    """
    record, field = form.instance, form.fields["visibility"]
    is_public = bool(record.pk) and record.visibility == Visibility.PUBLIC
    offered = levels_up_to(pilot.visibility, publishes=publishes or is_public)
    if record.pk and record.visibility not in offered:
        offered.append(Visibility(record.visibility))
    field.choices = level_choices(offered)
    if not record.pk:
        form.initial["visibility"] = offered[-1].value
