"""Other barriers on the page of one: joined or linked, of its kind, and like it by their words.

Their numbers are found first, and then all of them are read together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from barriers.barrier.facts import place_names, tried_words
from barriers.link.page_data import Linked, far_end, links_of
from barriers.models import ActionTried, Barrier, BarrierPlace
from barriers.practice.context import search_for_entries
from barriers.similar.find import Similar, in_order, nearest, search_for_similar, with_answers
from barriers.similar.words import Said
from interface.paging import BoundedCount, up_to
from interface.words import capitalised

SHORT, LIKE_SHOWN = 3, 5
LIKE_COUNTED = 500
# What is said of another barrier, and of what was tried against it
SAID = ("title", "status", "ended_on")
SAID_TRIED = ("barrier", "what", "outcome", "result")


@dataclass(frozen=True)
class RelatedBarriers:
    """Barriers like this one in other places, of those that the reader sees.

    ``links`` are those that people joined or linked to it; where there is one, they alone are
    counted. ``barriers`` are else the latest few of the same kind, ``count`` all of them and
    ``places`` where they are beside the places of this one (``here``). ``is_finer`` says whether
    they share a finer kind, or the kind alone.
    """

    here: set[int]
    count: BoundedCount
    places: BoundedCount
    url: str
    barriers: list[Barrier] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    is_finer: bool = False

    @property
    def words(self) -> str:
        """How many there are: "4 barriers in 3 places"."""
        barriers = self.count.words("barrier")
        return f"{barriers} in {self.places.words('place')}" if int(self.places) else barriers

    @property
    def short(self) -> list[dict[str, str]]:
        """The first few of them: what is in the way, where, what was tried, how it stands."""
        found = [link.other for link in self.links] or self.barriers
        said = {link.other.pk: link.says for link in self.links}
        return [
            {
                "url": other.get_absolute_url(),
                "title": other.title,
                "text": _sentences(
                    place_names(other, but=self.here), said.get(other.pk, ""), tried_words(other)
                ),
                "status": ""
                if other.status == Barrier.Status.NOT_KNOWN
                else capitalised(other.get_status_display()),
            }
            for other in found[:SHORT]
        ]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The latest few: where, what, what was tried and what came of it."""
        return [
            {
                "url": other.get_absolute_url(),
                "places": place_names(other, but=self.here),
                "text": f"{other.title}. {tried_words(other)}",
            }
            for other in self.barriers
        ]


def _sentences(*parts: str) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


@dataclass(frozen=True)
class OfKind:
    """How many other places have barriers of its kind, and the numbers of the latest few."""

    latest: list[int]
    count: BoundedCount
    places: BoundedCount


@dataclass(frozen=True)
class Others:
    """Other barriers, as its reader sees them; ``beliefs`` are the numbers of entries of the
    practice library that are like what it says."""

    related: RelatedBarriers
    similar: list[Similar]
    beliefs: list[int]

    @classmethod
    def of(cls, barrier: Barrier, user: Any, *, by_words: bool = True) -> Self:
        """For a barrier that came from ``loading.load``. Seven queries at most; without those that
        are found by their words, five."""
        links = links_of(barrier, user)
        linked = [far_end(link, barrier) for link in links]
        kind = None if links else _of_kind(barrier, user)
        similar, beliefs = _by_words(barrier, user, linked) if by_words else ([], [])
        seen = read({*linked, *(kind.latest if kind else ()), *similar}, user)
        return cls(
            _by_kind(barrier, kind, seen) if kind else _by_links(barrier, links, seen),
            in_order(similar, seen),
            beliefs,
        )


def read(ids: set[int], user: Any) -> dict[int, Barrier]:
    """Those of these barriers, which the reader was found to see, with what is said of them: where
    they are, what was tried, when they were answered last. Three queries."""
    if not ids:
        return {}
    places = BarrierPlace.objects.select_related("place").order_by("-is_lead", "id")
    tried = ActionTried.objects.only(*SAID_TRIED)
    rows = with_answers(Barrier.objects.filter(pk__in=ids).order_by(), user).only(*SAID)
    rows = rows.prefetch_related(
        Prefetch("place_links", places.only("barrier", "place__name")), Prefetch("actions", tried)
    )
    return {row.pk: row for row in rows}


def _by_words(barrier: Barrier, user: Any, linked: list[int]) -> tuple[list[int], list[int]]:
    """The numbers of the barriers, and of the entries of the library, that are most like it."""
    wording = Said.by(barrier, user)
    but = [barrier.pk]
    among = search_for_entries(wording, but) if wording.category is not None else []
    similar, *beliefs = nearest(wording, search_for_similar(wording, [*but, *linked]), *among)
    return similar, next(iter(beliefs), [])


def _by_links(barrier: Barrier, links: list[Any], seen: dict[int, Barrier]) -> RelatedBarriers:
    here = {link.place_id for link in barrier.place_links.all()}
    linked = [Linked(link, seen[far_end(link, barrier)]) for link in links]
    there = {at.place_id for link in linked for at in link.other.place_links.all()}
    return RelatedBarriers(
        here=here,
        count=BoundedCount(len(links)),
        places=BoundedCount(len(there - here)),
        url=f"{reverse('barriers')}?linked={barrier.reference}",
        links=linked,
    )


def _of_kind(barrier: Barrier, user: Any) -> OfKind:
    """No more than the newest 500 are counted, and their places. One query."""
    like = Barrier.objects.visible_to(user).like(barrier)
    newest = like.order_by("-updated_at", "-id").values("pk")[: LIKE_COUNTED + 1]
    here = [link.place_id for link in barrier.place_links.all()]
    elsewhere = Q(place_links__isnull=False) & ~Q(place_links__place__in=here)
    counted = Barrier.objects.filter(pk__in=newest).aggregate(
        barriers=Count("pk", distinct=True),
        places=Count("place_links__place", distinct=True, filter=elsewhere),
        # Once for each of its places
        latest=ArrayAgg("pk", order_by=("-updated_at", "-id"), default=[]),
    )
    count = up_to(counted["barriers"], LIKE_COUNTED)
    return OfKind(
        list(dict.fromkeys(counted["latest"]))[:LIKE_SHOWN],
        count,
        BoundedCount(counted["places"], least=count.more),
    )


def _by_kind(barrier: Barrier, kind: OfKind, seen: dict[int, Barrier]) -> RelatedBarriers:
    return RelatedBarriers(
        here={link.place_id for link in barrier.place_links.all()},
        count=kind.count,
        places=kind.places,
        url=f"{reverse('barriers')}?like={barrier.reference}",
        barriers=[seen[pk] for pk in kind.latest if pk in seen],
        is_finer=bool(barrier.sub_type_links.all()),
    )
