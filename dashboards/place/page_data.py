"""The page of a place: what is so there, what is tried, what is in the way, and who to ask, each in
a few lines, with the way to the rest.

The number of queries is the same with one pilot, flow and barrier and with a thousand of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from barriers.report.at_place import Barriers, barriers_of
from dashboards.first_day import steps
from dashboards.first_day.steps import FirstDay
from dashboards.place import strip
from dashboards.place.also import also_here, counted, everything
from dashboards.place.care_system import CareSystem, care_system_of
from dashboards.place.elsewhere import Elsewhere, elsewhere, pilots_around
from dashboards.place.inherited import Inherited, inherited
from dashboards.place.needs import NO_RIGHTS, Act, Need, Rights, acts_of, needs_of, rights_at
from dashboards.place.tried import Tried, tried_at
from funding.flow.by_end import Promised, promised_to
from geography.locality.drawn import Locator, locator_of
from geography.locality.whereabouts import Whereabouts, whereabouts
from geography.measure.care_board import CareBoard, care_board_of
from geography.measure.comparison import Context
from geography.measure.for_place import context_of
from geography.measure.population import populations
from geography.measure.small_areas import SmallAreas, small_areas_of
from interface.articles import with_article
from interface.words import capitalised, list_words
from partnerships.models import Place
from partnerships.place import head as place_head
from partnerships.place.head import Head, Near
from people.job_role.page_data import PlaceContacts, contacts_of
from pilots.place.notes import Gap, PlaceNotes, notes_of
from pilots.place.partners import Partners, partners_of
from pilots.place.pilots import Pilots, pilots_at_place, pilots_of
from pilots.place.programmes import PlaceProgramme, programmes_of
from pilots.place.sentence import sentence
from pilots.place.speaks_for import speaks_for

BARRIERS, PEOPLE, PROGRAMMES, LIKE, GAPS = 3, 3, 2, 2, 8
# Links of a page beside its frame, for who is signed in and who is not, and how many of them its
# trail and tabs take
ROOM, OF_HEAD = {True: 23, False: 25}, 6
FEWEST, MORE, ALSO = 2, 3, {True: 6, False: 9}  # a quiet place fits on one screen


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One place as one reader may see it. ``programmes`` and ``like`` are read where nothing else
    is recorded here; where no place is like it, ``around`` leads to the nearest pilots."""

    head: Head
    sentence: str
    pilots: Pilots
    tried: list[Tried]
    barriers: Barriers
    money: Promised
    partners: Partners
    asking: PlaceContacts
    known: PlaceNotes
    inherited: Inherited
    strip: list[dict[str, Any]]
    acts: list[Act]
    needs: list[Need]
    others: list[Act]
    boards: str
    rights: Rights
    lies: Whereabouts | None
    locator: Locator | None
    care_board: CareBoard | None
    care_system: CareSystem | None
    small: SmallAreas | None
    people_of_council: str
    first_days: list[FirstDay]
    programmes: list[PlaceProgramme]
    like: list[Elsewhere]
    around: Act | None
    signed_in: bool

    @property
    def place(self) -> Place:
        """The place itself."""
        return self.head.place

    @property
    def above(self) -> list[Near]:
        """What stands above it in the trail: its region, and of a ward its council."""
        council = place_head.council_above(self.place)
        return [near for near in (self.head.region, council) if near is not None]

    @property
    def facts(self) -> list[str]:
        """What it lies in, how many people live there, and how new the news is."""
        urls = [near.url for near in self.above]
        names = [name for name, url in self.head.within if url not in urls]
        made = [f"In {list_words(names)}"] if names else []
        made += [self.head.people] if self.head.people else []
        if self.small:
            made.append(f"{self.small.sentence.rstrip('.')} ({self.small.when})")
        made += [self.people_of_council] if self.people_of_council else []
        if board := self.care_board:
            made.append(board.sentence)
        updates = [row.update for row in self.pilots.rows if row.update]
        return [*made, *(f"Latest update: {words}" for words in updates[:1])]

    @property
    def has_finished(self) -> bool:
        """Whether all that was tried here has ended."""
        return bool(self.pilots.count) and not self.pilots.under_way

    @property
    def counts(self) -> dict[str, str]:
        """What stands beside the tabs."""
        return {
            "pilots": str(self.pilots.count or ""),
            "barriers": str(self.barriers.count or ""),
            "partners": self.partners.local_words if self.partners.local else "",
            "boards": self.boards,
        }

    @property
    def has_bars(self) -> bool:
        """Whether any line has a bar, which a key explains."""
        return any(row.bar for row in self.tried)

    @property
    def has_ranges(self) -> bool:
        """Whether any plan is drawn as a range."""
        return any(row.bar is not None and row.bar.is_range for row in self.tried)

    @property
    def gaps(self) -> list[Gap]:
        """What nobody knows yet, in full save where it is a great deal."""
        return self.known.gaps[:GAPS]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is recorded as tried here: where it lies has room in the middle, then."""
        return not self.tried

    @property
    def lies_in(self) -> list[tuple[str, list[str]]]:
        """What it lies in, in words, where nothing is recorded as tried here."""
        lines = self.lies.lines if self.lies and self.is_quiet else []
        return [
            (line.label, [area.name for area in line.areas])
            for line in lines
            if line.label != "Region"  # which stands in the trail
        ]

    @property
    def pressing(self) -> list[Any]:
        """The barriers that press most."""
        return self.barriers.rows[:BARRIERS]

    @property
    def states_unknown(self) -> bool:
        """Whether nobody has said of any barrier where it stands: that is said once, then."""
        return bool(self.barriers.count) and self.barriers.not_known == self.barriers.count

    @property
    def more(self) -> list[Act]:
        """What stands under *More*."""
        return self.acts[1 : MORE if self.needs else MORE + 1]

    @property
    def people(self) -> list[dict[str, str]]:
        """Whom to ask: job roles and teams; where none is known, who leads here and who governs."""
        if self.asking.contacts:
            return [
                {"title": one.title, "url": one.url, "note": _joined(one.team, one.whose)}
                for one in self.asking.contacts[:PEOPLE]
            ]
        said = "Led the work here" if self.has_finished else "Leads the work here"
        leads = [(lead.name, lead.url, said) for lead in self.partners.of("leads")]
        bodies = [(name, url, self._of_bodies) for name, url in self.asking.bodies]
        return [
            {"title": name, "url": url, "note": note}
            for name, url, note in (leads or bodies)[:PEOPLE]
        ]

    @property
    def _of_bodies(self) -> str:
        of = self.asking.bodies_of
        return f"Public body of {of}" if of else "Public body here"

    @property
    def also(self) -> list[Act]:
        """The other pages, as many as there is room for; all of them are on the last."""
        tried = [one for one in self.tried if one.url]  # further figures of a pilot lead nowhere
        lists = (self.acts[:1], self.more, self.needs, tried, self.pressing, self.people)
        used = (
            OF_HEAD
            + sum(len(rows) for rows in lists)
            + sum(len(day.tasks) for day in self.first_days)
        )
        used += len(self.inherited.barriers.lines) + len(self.inherited.money.lines)
        used += len(self.inherited.barriers.counts) + len(self.inherited.money.counts)
        used += len(self.care_system.councils) if self.care_system else 0
        used += len(self.programmes) + len(self.like) + len(self.above) + bool(self.around)
        room = min(max(ROOM[self.signed_in] - used, FEWEST), ALSO[self.is_quiet])
        return [*self.others[: room - 1], everything(self.place)]

    @property
    def missing(self) -> list[str]:
        """What is not recorded yet."""
        return list(self._missing())

    def _missing(self) -> Iterator[str]:
        if not (self.barriers.count or self.inherited.barriers):
            yield "barriers"
        if not (self.money or self.inherited.money):
            yield "money"
        if not self.partners:
            yield "partners"
        if not (self.strip or self.care_board):
            yield "official figures"


def build(user: Any, place: Place, today: dt.date) -> PlacePage:
    """The page of a place that came from ``place_head.load``, for one reader."""
    signed_in, head = user.is_authenticated, place_head.head(place)
    here = pilots_at_place(user, place)
    pilots, partners = pilots_of(user, place, here), partners_of(place, here)
    barriers, money = barriers_of(user, place, others_too=False), promised_to(user, place, today)
    own, of_whom = strip.own_figures(pilots, barriers, money), speaks_for(user, place, here)
    asking, known = contacts_of(user, place, of_whom.councils), notes_of(place, here)
    from_others = inherited(user, of_whom, has_figures=True, has_programmes=False)
    rights = rights_at(user, place, has_pilots=bool(here)) if signed_in else NO_RIGHTS
    lies = None if place.is_example else whereabouts(place)
    is_quiet = not (pilots.count or barriers.count or money or partners)
    told = known if signed_in or len(known.gaps) > GAPS else None
    counts = counted(user, place, today, told)
    stands_quiet = is_quiet and not head.is_over
    like = elsewhere(user, place)[:LIKE] if stands_quiet else []
    return PlacePage(
        head=head,
        sentence=sentence(place, pilots, partners),
        pilots=pilots,
        tried=tried_at(user, pilots),
        barriers=barriers,
        money=money,
        partners=partners,
        asking=asking,
        known=known,
        inherited=from_others,
        strip=strip.filled(own, *official_of(place, own, from_others), partners),
        acts=acts_of(place, rights, has_pilots=bool(here), is_over=head.is_over),
        needs=needs_of(user, place, rights, barriers, today),
        others=also_here(user, place, counts),
        boards=counts["boards"],
        rights=rights,
        lies=lies,
        care_board=care_board_of(place),
        care_system=care_system_of(user, place),
        small=small_areas_of(place) if from_others.councils else None,
        people_of_council=_people_of(from_others) if not head.people else "",
        locator=locator_of(place, lies.councils) if lies else None,
        # Of a place that is at work my work alone has what is left
        first_days=[] if pilots.under_way and partners else steps.for_place(user, place),
        programmes=programmes_of(place, today)[:PROGRAMMES] if is_quiet else [],
        like=like,
        around=pilots_around(user, head.above) if stands_quiet and not like else None,
        signed_in=signed_in,
    )


def official_of(
    place: Place, own: Sequence[Any], from_others: Inherited
) -> tuple[Context | None, str]:
    """A few official figures, where the strip has room for them; where the place has none, those of
    its council, and whose they are."""
    if len(own) >= strip.SHOWN or place.is_example:
        return None, ""
    context = context_of(place, strip.OFFICIAL)
    if context or not from_others.councils:
        return context, ""
    council = from_others.councils[0]
    return context_of(council, strip.OFFICIAL), f" in {with_article(council.name)}"


def _people_of(from_others: Inherited) -> str:
    """ "Liverpool has 508,961 people in mid-2024", of a place within it; empty without a figure."""
    for council in from_others.councils[:1]:
        if population := populations([council]).get(council.pk):
            return f"{capitalised(with_article(council.name))} has {population.in_short}"
    return ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
