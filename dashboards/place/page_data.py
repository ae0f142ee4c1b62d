"""The place dashboard: everything about one place that one reader may see, on one page.

The number of queries is the same with one pilot, flow and barrier and with a thousand of each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from access.compiled import compiled
from barriers.register.for_place import Barriers, barriers_of
from dashboards.first_day import steps
from dashboards.first_day.steps import FirstDay
from dashboards.place.attention import Attention, attention_of
from dashboards.place.inherited import NO_OTHERS, Inherited, inherited
from funding.flow.for_place import Money, money_of
from geography.locality.whereabouts import Whereabouts, whereabouts
from geography.measure.care_board import CareBoard, care_board_of
from geography.measure.comparison import Context
from geography.measure.for_place import SHORT, context_of
from interface.cut import Cut, cut
from interface.words import count_words, list_words
from partnerships.models import Place
from partnerships.place import head as place_head
from partnerships.place.footprint import DrawnArea, area_of
from partnerships.place.head import Head
from people.job_role.page_data import PlaceContacts, contacts_of
from pilots.engagement.for_place import VisitsHere, visits_at_place
from pilots.models import PlanChange, YouSaid
from pilots.place import sentence as place_sentence
from pilots.place.events import EVENTS, Event, changes_of, events_of, plan_change
from pilots.place.figures import Figures, figures_of
from pilots.place.notes import PlaceNotes, findings_of, notes_of
from pilots.place.partners import Partners, partners_of
from pilots.place.pilots import (
    Pilots,
    PilotsHere,
    PlaceWithin,
    pilots_at_place,
    pilots_of,
    places_within,
)
from pilots.place.programmes import ON_PLACE_PAGE, PlaceProgramme, programmes_of
from pilots.place.sentence import Piece
from pilots.place.speaks_for import speaks_for
from records.models import Finding
from registry.reviewed import Care, care_of

SAID_SHOWN, TRIED_SHOWN = 2, 5


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One place as one reader may see it. ``attention`` is None for the public."""

    head: Head
    here: PilotsHere
    sentence: list[Piece]
    pilots: Pilots
    figures: Figures
    changes: list[PlanChange]
    events: list[Event]
    barriers: Barriers
    asking: PlaceContacts
    care: Care
    partners: Partners
    money: Money
    programmes: list[PlaceProgramme]
    known: PlaceNotes
    findings: list[Finding]
    within: list[PlaceWithin]
    context: Context
    attention: Attention | None
    lies: Whereabouts
    visits: VisitsHere
    inherited: Inherited = NO_OTHERS
    more_events: bool = False
    more_before: bool = False
    area: DrawnArea | None = None
    care_board: CareBoard | None = None
    you_said: list[YouSaid] = field(default_factory=list)
    first_days: list[FirstDay] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The place itself."""
        return self.head.place

    @property
    def plain_sentence(self) -> str:
        """What is going on here, without links."""
        return place_sentence.plain(self.sentence)

    @property
    def plan_changes(self) -> list[Event]:
        """The latest change of plan, in sentences."""
        return [plan_change(change, self.here) for change in self.changes[:1]]

    @property
    def course(self) -> list[Event]:
        """What happened here in the order in which it did."""
        return self.events[::-1]

    @property
    def after_names(self) -> str:
        """What took this place's place."""
        return list_words(place.name for place in self.head.after)

    @property
    def barriers_words(self) -> str:
        """The link to the whole list."""
        return f"{self.barriers.count} you can see"

    @property
    def flows_words(self) -> str:
        """The link to the money page."""
        many = self.money.totals.too_many
        return "All flows" if many else count_words(self.money.totals.flows, "flow")

    @property
    def before(self) -> list[PlaceProgramme]:
        """Programmes that have ended, or of which no date is known."""
        return [row for row in self.programmes if not row.is_running]

    @property
    def tried(self) -> Cut:
        """The latest of them, and how many more there are."""
        url = reverse("place_before", args=[self.place.slug])
        return cut(self.before, TRIED_SHOWN, url, more=self.more_before)

    @property
    def running(self) -> list[PlaceProgramme]:
        """Programmes that go on."""
        return [row for row in self.programmes if row.is_running]

    @property
    def glance(self) -> list[dict[str, Any]]:
        """The strip: five numbers, each with the list that it counts."""
        slug = [self.place.slug]
        return [
            {
                "label": "Pilots",
                "value": self.pilots.count,
                "url": self.pilots.url,
                "note": self._pilots_note,
            },
            {
                "label": "Barriers you can see",
                "value": self.barriers.count,
                "url": self.barriers.url,
                "note": self.barriers.words or self.inherited.barriers.first,
            },
            {
                "label": "Partners",
                "value": self.partners.local_words,
                "url": reverse("place_partners", args=slug),
                "note": self._national_note,
            },
            self._committed,
            {
                "label": "Not known yet",
                "value": self.known.gap_count,
                "url": reverse("place_gaps", args=slug),
                "note": "questions nobody has answered",
            },
        ]

    @property
    def _pilots_note(self) -> str:
        if self.pilots.only is not None:
            row = self.pilots.rows[0]
            ended = row.pilot.ended
            status = str(row.pilot.get_status_display())
            return f"{status} {ended}" if status in ("closed", "stopped") and ended else status
        return (
            f"{self.pilots.under_way.label} under way" if self.pilots.count else "none you can see"
        )

    @property
    def _national_note(self) -> str:
        national = self.partners.national
        if not national:
            return "no national body named"
        return f"and {national} national bod{'y' if national == 1 else 'ies'}"

    @property
    def _committed(self) -> dict[str, Any]:
        """What is committed; not known where no amount is."""
        label, total = "Committed money", self.money.committed
        if self.money.totals.too_many:
            return {"label": label, "value": "Many flows", "url": self.money.list_url, "note": ""}
        paid = "not known" if not self.money.paid.known else str(self.money.paid)
        if not total.known:
            note = f"paid: {paid}"
            if not total.flows:
                note = self.inherited.money.first or "nothing recorded"
            return {"label": label, "value": None, "note": note}
        unknown = f", {total.unknown} more not known" if total.unknown else ""
        return {
            "label": label,
            "lead": total.qualifier_words,
            "value": total.number,
            "url": f"{self.money.list_url}&meaning=committed",
            "note": f"paid: {paid}{unknown}",
        }


@compiled
def _you_said(*, place: Any) -> Any:
    rows = YouSaid.objects.approved().in_place(place)  # which everyone reads
    return rows.newest_first()[:SAID_SHOWN]


def build(user: Any, place: Place, today: dt.date | None = None) -> PlacePage:
    """Everything on the page of a place that came from ``place_head.load``, for one reader."""
    today = today or timezone.localdate()
    here = pilots_at_place(user, place)
    head = place_head.head(place)
    pilots = pilots_of(user, place, here)
    figures = figures_of(user, pilots)
    partners = partners_of(place, here)
    changes = changes_of(here)
    barriers = barriers_of(user, place)
    money = money_of(user, place, today)
    notes = notes_of(place, here)
    of_whom = speaks_for(user, place, here)
    asking = contacts_of(user, place, of_whom.councils)
    events = events_of(place, here, changes, several=pilots.only is None)
    programmes = programmes_of(place, today)
    context = context_of(place, SHORT)
    from_others = inherited(user, of_whom, has_figures=bool(context))
    attention = None
    if user.is_authenticated:
        attention = attention_of(
            user, place, here, barriers=barriers, money=money, notes=notes, today=today
        )
    return PlacePage(
        head=head,
        here=here,
        sentence=place_sentence.sentence(place, pilots, partners, from_others.pilots.counts),
        pilots=pilots,
        figures=figures,
        changes=changes,
        events=events[:EVENTS],
        more_events=len(events) > EVENTS,
        barriers=barriers,
        asking=asking,
        care=care_of(user, place, today, may=attention is not None and attention.can_edit),
        partners=partners,
        money=money,
        programmes=programmes[:ON_PLACE_PAGE],
        more_before=len(programmes) > ON_PLACE_PAGE,
        known=notes,
        findings=findings_of(place),
        within=places_within(user, place, here) if head.has_within else [],
        context=context,
        attention=attention,
        lies=whereabouts(place),
        visits=visits_at_place(user, place, today),
        inherited=from_others,
        area=area_of(place, today),
        care_board=care_board_of(place),
        you_said=_you_said(place=place),
        # Of a place that is at work my work alone has what is left
        first_days=(
            [] if pilots.count and partners and asking.contacts else steps.for_place(user, place)
        ),
    )
