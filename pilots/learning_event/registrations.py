"""How learning events take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, Theme
from partnerships.place.belonging import above
from pilots.learning_event.in_calendar import CALENDAR
from pilots.learning_event.views import LearningEvents
from pilots.models import LearningEvent, LearningEventTopic
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import Does, PlaceRule, Sides
from records.switches import SwitchablePart
from registry.library import LibraryKind
from registry.reported import HasErrorReports
from registry.search import PLACE, PROGRAMME, DayInWords, SearchIndex


def _to_come(sides: Sides) -> Q:
    return Q(day__gte=sides.day, called_off_at=None)


REGISTRATIONS = (
    SwitchablePart(
        key="learning_events",
        label="Learning events",
        says="Days on which places learn from each other",
        below=("learning-events/",),
        order=50,
    ),
    *LearningEvents.registrations(),
    HasErrorReports(model=LearningEvent, pages=("learning_event",)),
    HistoryLabel(model=LearningEventTopic, noun="topic"),
    MenuItem(
        page="learning_events",
        label="Learning events",
        says="Workshops and webinars to learn from each other",
        theme=Theme.PILOTS,
        order=90,
        words="workshops webinars training",
        within="library",
    ),
    PlaceRule(LearningEvent, "place", Does.MOVE, noun="learning event", order=440, open=_to_come),
    SearchIndex(
        model=LearningEvent,
        label="learning event",
        page="learning_event",
        title="title",
        text=("about", "shared", "for_whom"),
        note=(DayInWords("On", "day"), "where", "about"),
        within={PLACE: above("place"), PROGRAMME: "programme_id"},
        made_up=Q(place__is_example=True) | Q(programme__is_example=True),
        over=Q(called_off_at__isnull=False),
        order=109,
    ),
    LibraryKind(
        key="events",
        label="Learning events",
        one="Event",
        page="learning_events",
        words="Learning events to come and past",
        indexes=("learningevent",),
        order=90,
    ),
    Absent(
        model=LearningEvent,
        at=Whole.FILES,
        why="no format reads a programme of events with its dates",
        to_come=True,
    ),
    *CALENDAR,
)
