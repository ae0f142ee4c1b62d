"""How learning events take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, Theme
from pilots.learning_event.permissions import can_add_event
from pilots.models import LearningEvent
from records.merging import Does, PlaceRule, Sides
from registry.reported import HasErrorReports


def _to_come(sides: Sides) -> Q:
    return Q(day__gte=sides.day, called_off_at=None)


REGISTRATIONS = (
    HasErrorReports(model=LearningEvent, pages=("learning_event",)),
    MenuItem(
        page="learning_events",
        label="Learning events",
        says="Workshops and webinars to learn from each other",
        theme=Theme.PILOTS,
        order=90,
        words="workshops webinars training",
    ),
    MenuItem(
        page="learning_event_add",
        label="Add a learning event",
        says="A workshop or webinar, to come or past",
        theme=Theme.PILOTS,
        order=140,
        words="workshop webinar new",
        permission=can_add_event,
        adds=True,
    ),
    PlaceRule(LearningEvent, "place", Does.MOVE, noun="learning event", order=440, open=_to_come),
)
