"""How learning events take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from pilots.models import LearningEvent
from records.merging import Does, PlaceRule, Sides


def _to_come(sides: Sides) -> Q:
    return Q(day__gte=sides.day, called_off_at=None)


DECLARES = (
    PlaceRule(LearningEvent, "place", Does.MOVE, noun="learning event", order=440, open=_to_come),
)
