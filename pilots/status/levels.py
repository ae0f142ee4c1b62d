"""Who may let whom read what is written of a pilot, as the actions hold to it."""

from __future__ import annotations

from django.core.exceptions import ValidationError

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
        raise ValidationError({field: "More people would see it than see the pilot"})
