"""What a brief and a visit pack say of a place: more than its page, as they are taken along.

The number of queries is the same with one pilot, flow and barrier and with a thousand of each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from barriers.report.at_place import Barriers, barriers_of
from dashboards.place.inherited import Inherited, inherited
from funding.flow.for_place import Money, money_of
from geography.measure.comparison import Context
from geography.measure.for_place import SHORT, context_of
from interface.words import list_words
from partnerships.models import Place
from partnerships.place import head as place_head
from partnerships.place.head import Head
from people.job_role.page_data import PlaceContacts, contacts_of
from pilots.engagement.for_place import VisitsHere, visits_at_place
from pilots.place.events import EVENTS, Event, changes_of, events_of
from pilots.place.figures import Figures, figures_of
from pilots.place.notes import PlaceNotes, notes_of
from pilots.place.partners import Partners, partners_of
from pilots.place.pilots import Pilots, PilotsHere, pilots_at_place, pilots_of
from pilots.place.programmes import ON_PLACE_PAGE, PlaceProgramme, programmes_of
from pilots.place.sentence import sentence
from pilots.place.speaks_for import speaks_for


@dataclass(frozen=True, slots=True)
class BriefData:
    """One place as one reader may see it, for a sheet of paper."""

    head: Head
    here: PilotsHere
    sentence: str
    pilots: Pilots
    figures: Figures
    events: list[Event]
    barriers: Barriers
    asking: PlaceContacts
    partners: Partners
    money: Money
    programmes: list[PlaceProgramme]
    known: PlaceNotes
    context: Context
    visits: VisitsHere
    inherited: Inherited
    more_events: bool
    more_before: bool

    @property
    def place(self) -> Place:
        """The place itself."""
        return self.head.place

    @property
    def after_names(self) -> str:
        """What took this place's place."""
        return list_words(place.name for place in self.head.after)

    @property
    def before(self) -> list[PlaceProgramme]:
        """Programmes that have ended, or of which no date is known."""
        return [row for row in self.programmes if not row.is_running]


def data_of(user: Any, place: Place, today: dt.date) -> BriefData:
    """All that is said of a place that came from ``place_head.load``, for one reader."""
    here = pilots_at_place(user, place)
    pilots, partners = pilots_of(user, place, here), partners_of(place, here)
    of_whom = speaks_for(user, place, here)
    events = events_of(place, here, changes_of(here), several=pilots.only is None)
    programmes = programmes_of(place, today)
    context = context_of(place, SHORT)
    return BriefData(
        head=place_head.head(place),
        here=here,
        sentence=sentence(place, pilots, partners),
        pilots=pilots,
        figures=figures_of(user, pilots),
        events=events[:EVENTS],
        barriers=barriers_of(user, place),
        asking=contacts_of(user, place, of_whom.councils),
        partners=partners,
        money=money_of(user, place, today),
        programmes=programmes[:ON_PLACE_PAGE],
        known=notes_of(place, here),
        context=context,
        visits=visits_at_place(user, place, today),
        inherited=inherited(user, of_whom, has_figures=bool(context)),
        more_events=len(events) > EVENTS,
        more_before=len(programmes) > ON_PLACE_PAGE,
    )
