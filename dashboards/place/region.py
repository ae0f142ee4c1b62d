"""The page of a region or combined authority: its councils, drawn and in a table, what is in the
way there, and the latest news. What is empty does not stand there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from access.kept import kept
from access.subqueries import UpTo
from barriers.models import Barrier, BarrierPlace
from barriers.report.at_place import Barriers, barriers_of
from dashboards.place import strip
from dashboards.place.also import also_here, counted, everything
from dashboards.place.inherited import NO_OTHERS, Inherited
from dashboards.place.needs import NO_RIGHTS, Act, Need, acts_of, needs_of, rights_at
from dashboards.place.region_councils import Councils, councils_of
from dashboards.place.region_news import News, news_of, pilots_seen
from funding.models import Flow, FlowPlace
from geography.locality.drawn import Drawn, drawn_of
from geography.locality.whereabouts import whereabouts
from geography.measure.comparison import Context
from geography.measure.for_place import context_of
from interface.articles import with_article
from interface.paging import up_to
from interface.words import capitalised, count_words, list_words
from partnerships.models import Place
from partnerships.place import head as place_head
from partnerships.place.examples import without_examples
from partnerships.place.head import Head
from people.job_role.page_data import PlaceContacts, contacts_of
from pilots.models import PilotPlace
from pilots.place.notes import PlaceNotes, notes_of
from pilots.place.pilots import PilotsHere
from pilots.place.sentence import in_numbers

MOST, BARRIERS, PEOPLE, NAMED = 500, 3, 2, 4
COUNTED = (
    ("pilots", "pilot", ""),
    ("barriers", "barrier", ""),
    ("flows", "amount of money", "amounts of money"),
)
# Links beside the frame of the page
ROOM, OF_HEAD, FEWEST, MORE = 36, 6, 3, 3


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A region or combined authority as one reader may see it. ``totals`` are of all in it and of
    the area itself."""

    head: Head
    councils: Councils
    totals: Any
    barriers: Barriers
    news: list[News]
    drawn: Drawn
    asking: PlaceContacts
    context: Context
    known: PlaceNotes
    acts: list[Act]
    needs: list[Need]
    others: list[Act]
    boards: str
    inherited: Inherited = NO_OTHERS

    @property
    def place(self) -> Place:
        """The place itself."""
        return self.head.place

    @property
    def sentence(self) -> str:
        """How many councils it has, and which have a pilot."""
        name, rows = with_article(self.place.name), self.councils.rows
        if not rows:
            return f"We don’t know of any council in {name} today."
        first = f"{capitalised(name)} has {in_numbers(len(rows))} {_noun(len(rows), 'council')}."
        having = [row.place.name for row in self.councils.rows if row.pilots]
        if not having:
            return f"{first} No pilots to show there yet."
        has = "has" if len(having) == 1 else "have"
        named = list_words(having)
        if len(having) <= NAMED:
            return f"{first} {named} {has} a pilot."
        return f"{first} {capitalised(in_numbers(len(having)))} of them {has} a pilot."

    @property
    def facts(self) -> list[str]:
        """How many people live there, and of which councils the counties are."""
        made = [self.head.people] if self.head.people else []
        if counties := self.councils.counties:
            made.append(f"{count_words(counties, 'county council')} among them, over districts")
        return made

    @property
    def strip(self) -> list[dict[str, Any]]:
        """At most four figures, official ones among them."""
        rows: Any = self.councils.rows
        own: list[dict[str, Any]] = []
        if having := self.councils.with_pilots:
            words = "council has a pilot" if len(rows) == 1 else "councils have a pilot"
            own.append({"label": words, "value": f"{having} of {len(rows)}"})
        if self.totals.all_barriers:
            label = _noun(self.totals.all_barriers, "barrier")
            own.append({"label": f"{label} logged", "value": up_to(self.totals.all_barriers, MOST)})
        return strip.with_official(own, self.context)

    @property
    def counts(self) -> dict[str, str]:
        """What stands beside the tabs."""
        return {
            "pilots": str(up_to(self.totals.all_pilots, MOST) or ""),
            "barriers": str(up_to(self.totals.all_barriers, MOST) or ""),
            "partners": "",
            "boards": self.boards,
        }

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
        return self.acts[1:MORE]

    @property
    def people(self) -> list[dict[str, str]]:
        """Whom to ask: job roles and teams, or whoever governs it."""
        known = [
            {"title": one.title, "url": one.url, "note": one.team} for one in self.asking.contacts
        ]
        bodies = [{"title": name, "url": url, "note": ""} for name, url in self.asking.bodies]
        return (known or bodies)[:PEOPLE]

    @property
    def also(self) -> list[Act]:
        """The other pages, as many as there is room for; all of them are on the last."""
        shown: tuple[Any, ...] = (self.needs, self.councils.shown, self.pressing, self.news)
        lists = (self.acts[:1], self.more, *shown, self.people)
        used = OF_HEAD + sum(len(rows) for rows in lists) + self.councils.is_cut
        return [*self.others[: max(ROOM - used, FEWEST) - 1], everything(self.place)]

    @property
    def own_words(self) -> str:
        """What is recorded of the area itself, and of none of its councils."""
        said = [
            up_to(number, MOST).words(noun, plural)
            for key, noun, plural in COUNTED
            if (number := getattr(self.totals, f"own_{key}"))
        ]
        return list_words(said)


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"


def build(user: Any, place: Place, today: dt.date) -> RegionPage:
    """Everything on the page of a region that came from ``place_head.load``, for one reader. As
    many queries for any number of councils."""
    signed_in, head = user.is_authenticated, place_head.head(place)
    made_up = bool(place.is_example)
    [totals] = _totals(user, made_up, place=place)
    barriers = barriers_of(user, place, others_too=False, examples=made_up)
    rights = rights_at(user, place, has_pilots=bool(totals.all_pilots)) if signed_in else NO_RIGHTS
    known, councils = notes_of(place, PilotsHere({})), councils_of(user, place)
    counts = counted(user, place, today, known)
    others = also_here(user, place, counts)
    all_url = reverse("places_within", args=[place.slug])  # to which the table leads
    acts = acts_of(place, rights, has_pilots=True, is_over=head.is_over)
    return RegionPage(
        head=head,
        councils=councils,
        totals=totals,
        barriers=barriers,
        news=news_of(user, place),
        drawn=drawn_of(place, whereabouts(place).councils, councils.shading),
        asking=contacts_of(user, place),
        context=context_of(place, strip.OFFICIAL),
        known=known,
        acts=[*_compare(place, councils), *acts],
        needs=needs_of(user, place, rights, barriers, today),
        others=[act for act in others if act.url != all_url] if councils.is_cut else others,
        boards=counts["boards"],
    )


def _compare(place: Place, councils: Councils) -> list[Act]:
    """What most come for, where there is anything to compare."""
    chosen = "&".join(f"place={row.place.slug}" for _, row in councils.shown[:6])
    url = f"{reverse('places_compare')}?{chosen}"
    return [Act("Compare its councils", url)] if len(councils.shown) > 1 else []


@kept
def _totals(user: Any, made_up: bool, *, place: Any) -> Any:
    """How much the reader sees in all, and of the area itself: one row."""
    pilots = pilots_seen(user, place, made_up=made_up)
    barriers, flows = (
        seen if made_up else without_examples(seen)
        for seen in (
            Barrier.objects.visible_to(user).in_place(place),
            Flow.objects.visible_to(user).payments().in_place(place),
        )
    )

    def own(rows: Any, links: Any, of: str) -> UpTo:
        here = links.objects.filter(place=place).order_by().values(of)
        return UpTo(rows.filter(pk__in=here), MOST)

    return Place.objects.filter(pk=place.pk).annotate(
        all_pilots=UpTo(pilots, MOST),
        all_barriers=UpTo(barriers, MOST),
        own_pilots=own(pilots, PilotPlace, "pilot"),
        own_barriers=own(barriers, BarrierPlace, "barrier"),
        own_flows=own(flows, FlowPlace, "flow"),
    )
