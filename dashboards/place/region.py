"""The page of a region or combined authority: its councils, drawn and in a table, and what pilots
there have to tell. What is recorded of the area itself stands below; what is empty does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from access.compiled import compiled
from access.subqueries import UpTo
from barriers.models import Barrier, BarrierPlace
from barriers.register.for_place import barriers_of
from dashboards.place.attention import Attention, attention_of
from dashboards.place.region_councils import Councils, councils_of
from dashboards.place.region_stories import Stories, pilots_seen, stories_of
from funding.flow.for_place import money_of
from funding.models import Flow, FlowPlace
from geography.locality.whereabouts import Whereabouts, whereabouts
from geography.measure.comparison import Context
from geography.measure.for_place import SHORT, context_of
from interface.articles import with_article
from interface.paging import up_to
from interface.words import capitalised, count_words, list_words
from partnerships.models import Place
from partnerships.place import head as place_head
from partnerships.place.examples import without_examples
from partnerships.place.head import Head
from people.job_role.page_data import PlaceContacts, contacts_of
from pilots.engagement.for_place import VisitsHere, visits_at_place
from pilots.models import PilotPlace, YouSaid
from pilots.place.notes import PlaceNotes, findings_of, notes_of
from pilots.place.pilots import PilotsHere, pilots_at_place
from pilots.place.programmes import ON_PLACE_PAGE, PlaceProgramme, programmes_at, programmes_of
from pilots.place.sentence import Piece
from records.models import Finding
from registry.reviewed import Care, care_of

KINDS = (Place.Kind.REGION, Place.Kind.COMBINED_AUTHORITY, Place.Kind.STRATEGIC_AUTHORITY)
MOST, SAID_SHOWN = 500, 2
COUNTED = (("pilots", "pilot"), ("barriers", "barrier"), ("flows", "amount of money"))


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A region or combined authority as one reader may see it. ``attention`` is None for the
    public; ``counts`` are of all in it and of the area itself."""

    head: Head
    councils: Councils
    counts: Any
    stories: Stories
    lies: Whereabouts
    asking: PlaceContacts
    context: Context
    known: PlaceNotes
    findings: list[Finding]
    you_said: list[YouSaid]
    visits: VisitsHere
    programmes: list[PlaceProgramme]
    care: Care
    attention: Attention | None

    @property
    def place(self) -> Place:
        """The place itself."""
        return self.head.place

    @property
    def sentence(self) -> list[Piece]:
        """How many councils, how many with pilots, and which is the most deprived."""
        return list(self._sentence())

    def _sentence(self) -> Iterator[Piece]:
        if self.place.description:
            yield Piece(f"{self.place.description.rstrip('.')}. ")
        name, councils = capitalised(with_article(self.place.name)), self.councils
        if not councils.rows:
            yield Piece(f"No council of today is recorded in {with_article(self.place.name)}.")
            return
        counties = councils.counties
        including = f", {counties} of them county councils" if counties > 1 else ""
        if counties == 1:
            including = ", one of them a county council"
        yield Piece(f"{name} has {count_words(len(councils.rows), 'council')}{including}. ")
        having = councils.with_pilots
        yield Piece(
            f"{having or 'None'} of them {'have' if having > 1 else 'has'} a pilot that you can "
            "see."
        )
        if not having:
            yield Piece(" See ")
            yield Piece("pilots elsewhere", reverse("pilots"))
            yield Piece(".")
        if most := councils.most_deprived:
            yield Piece(" The most deprived is ")
            yield Piece(most.place.name, most.place.get_absolute_url())
            yield Piece(
                f": {most.deprived} of its neighbourhoods are among the most deprived tenth in "
                f"England ({councils.deprived.release})."
            )

    @property
    def plain_sentence(self) -> str:
        """The sentence without its links."""
        return "".join(piece.text for piece in self.sentence)

    @property
    def lists(self) -> list[tuple[str, str]]:
        """Everything in it, over all its councils, each number with its list."""
        slug = self.place.slug
        urls = {
            "pilots": f"{reverse('pilots')}?place={slug}",
            "barriers": f"{reverse('barriers')}?place={slug}",
            "flows": f"{reverse('flows')}?place={slug}",
        }
        made = []
        for key, noun in COUNTED:
            if number := getattr(self.counts, f"all_{key}"):
                plural = "amounts of money" if key == "flows" else ""
                made.append((up_to(number, MOST).words(noun, plural), urls[key]))
        if number := self.counts.all_programmes:
            words = up_to(number, MOST).words("programme")
            made.append((words, reverse("place_before", args=[slug])))
        return made

    @property
    def own_words(self) -> str:
        """What is recorded of the area itself, and of none of its councils."""
        said = [
            up_to(number, MOST).words(noun, "amounts of money" if key == "flows" else "")
            for key, noun in COUNTED
            if (number := getattr(self.counts, f"own_{key}"))
        ]
        return list_words(said)


def build(user: Any, place: Place, today: dt.date) -> RegionPage:
    """Everything on the page of a region that came from ``place_head.load``, for one reader. As
    many queries for any number of councils."""
    known = notes_of(place, PilotsHere({}))
    attention = _attention(user, place, known, today) if user.is_authenticated else None
    [counts] = _counts(user, bool(place.is_example), place=place)
    return RegionPage(
        head=place_head.head(place),
        councils=councils_of(user, place),
        counts=counts,
        stories=stories_of(user, place),
        lies=whereabouts(place),
        asking=contacts_of(user, place),
        context=context_of(place, SHORT),
        known=known,
        findings=findings_of(place),
        you_said=_you_said(place=place),
        visits=visits_at_place(user, place, today),
        programmes=programmes_of(place, today)[:ON_PLACE_PAGE],
        care=care_of(user, place, today, may=attention is not None and attention.can_edit),
        attention=attention,
    )


def _attention(user: Any, place: Place, known: PlaceNotes, today: dt.date) -> Attention:
    return attention_of(
        user,
        place,
        pilots_at_place(user, place),
        barriers=barriers_of(user, place),
        money=money_of(user, place, today),
        notes=known,
        today=today,
    )


@compiled
def _counts(user: Any, made_up: bool, *, place: Any) -> Any:
    """How much the reader sees in all, and of the area itself: one row."""
    pilots = pilots_seen(user, place, made_up=made_up)
    barriers, flows = (
        seen if made_up else without_examples(seen)
        for seen in (kind.objects.visible_to(user).in_place(place) for kind in (Barrier, Flow))
    )

    def own(rows: Any, links: Any, of: str) -> UpTo:
        here = links.objects.filter(place=place).order_by().values(of)
        return UpTo(rows.filter(pk__in=here), MOST)

    return Place.objects.filter(pk=place.pk).annotate(
        all_pilots=UpTo(pilots, MOST),
        all_barriers=UpTo(barriers, MOST),
        all_flows=UpTo(flows, MOST),
        all_programmes=UpTo(programmes_at(place), MOST),
        own_pilots=own(pilots, PilotPlace, "pilot"),
        own_barriers=own(barriers, BarrierPlace, "barrier"),
        own_flows=own(flows, FlowPlace, "flow"),
    )


@compiled
def _you_said(*, place: Any) -> Any:
    rows = YouSaid.objects.approved().in_place(place)  # which everyone reads
    return rows.newest_first()[:SAID_SHOWN]
