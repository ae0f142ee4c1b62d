"""The directory of places: which places there are, what is tried there, what is in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.http import HttpRequest
from django.utils import timezone

from access.kept_lists import rows_of
from access.subqueries import PilotsInShort, UpTo, at_each_place
from barriers.models import Barrier
from dashboards.directory.filters import PlaceFilter, in_the_record
from geography.locality import postcodes
from geography.locality.registrations import found_in, missing_postcode
from geography.measure.in_short import InShort, in_short
from interface import paging
from interface.pages import Page, Unbuilt
from interface.paging import BoundedCount, Sort, up_to
from interface.words import capitalised
from partnerships.models import Place, PlaceName
from partnerships.place.examples import of_the_country
from partnerships.place.list_dates import Standing, region_name, standing
from partnerships.place.models.place import codes_on, holding
from pilots.models import Pilot, PilotTopic
from registry.search import Found

SORTS = (Sort("name", "sort_key"),)
PAGE = 25
MOST_PILOTS = 1
MOST_COUNTED = 1_000
MOST_PLACES = 10_000
MOST_ASKED = 1_000
NEAR = 5
MOST_LOCALITIES = 8


@dataclass(frozen=True)
class PlaceRow:
    """One place with what the reader may see of it."""

    place: Place
    pilots: list[Pilot]
    more_pilots: int
    statuses: list[str]
    barriers: BoundedCount
    standing: Standing
    in_record: bool
    figures: InShort

    @property
    def name(self) -> str:
        """Its name on the day that was asked for, else that of today."""
        return self.standing.name or self.place.name

    @property
    def later_name(self) -> str:
        """Its name of today, where the list shows an older one."""
        return self.place.name if self.name != self.place.name else ""


@dataclass(frozen=True)
class Directory:
    """One page of the list. ``near`` are places spelt nearly so, when nothing was found.

    ``localities`` are towns, wards and postcodes called so, each with its council, and
    ``more_localities`` whether there are more than those; ``postcode_words`` says what is wrong
    with a postcode that no list has; ``figures_lines`` what the figures of places count.
    """

    filter: PlaceFilter
    page: paging.Page
    rows: list[PlaceRow]
    count: BoundedCount
    near: list[Place]
    localities: list[Found]
    more_localities: bool
    postcode_words: str
    figures_lines: list[str]

    @property
    def words(self) -> str:
        """How many places match."""
        counted = self.count.words("place")
        return capitalised(counted)

    @property
    def has_pilots(self) -> bool:
        """Whether any place of this page has a pilot that the reader sees."""
        return any(row.pilots for row in self.rows)

    @property
    def has_barriers(self) -> bool:
        """Whether any has a barrier."""
        return any(row.barriers for row in self.rows)

    @property
    def is_postcode(self) -> bool:
        """Whether a postcode or a part of one was typed."""
        return postcodes.read(self.filter.typed_name) is not None

    @property
    def has_people(self) -> bool:
        """Whether it is known of any how many people live there."""
        return any(row.figures.people or row.figures.council for row in self.rows)

    @property
    def has_deprived(self) -> bool:
        """Whether it is known of any how deprived it is."""
        return any(row.figures.deprived or row.figures.council for row in self.rows)

    @property
    def is_named(self) -> bool:
        """Whether a place of this page has the very name that was typed: it stands above towns."""
        typed = self.filter.typed_name.casefold()
        return any(row.name.casefold() == typed for row in self.rows)

    @property
    def narrowed(self) -> bool:
        """Whether filters beside the name are in use."""
        return len(self.filter.chips) > bool(self.filter.typed_name)


def build(request: HttpRequest) -> Directory:
    """The page that the address asks for."""
    user, params, asked = request.user, request.GET, _Places()
    asked.setup(request)
    chosen = _PlacesChosen(params, Unbuilt(Place, asked.get_queryset), user=user)
    found = rows_of(asked, chosen)
    page = paging.page(found, params, SORTS, size=PAGE)
    localities = _localities(user, chosen.typed_name)
    postcode_words = "" if localities else missing_postcode(chosen.typed_name)
    figures = in_short(page.rows)
    most = MOST_ASKED if chosen.asks_each_place else MOST_PLACES
    return Directory(
        filter=chosen,
        page=page,
        rows=_rows(user, page.rows, chosen.day, figures.at),
        count=found.count(most) if chosen.made_up is None else chosen.counted(chosen.qs, most),
        near=[] if page.rows or localities or postcode_words else _near(user, chosen),
        localities=localities[:MOST_LOCALITIES],
        more_localities=len(localities) > MOST_LOCALITIES,
        postcode_words=postcode_words,
        figures_lines=figures.lines,
    )


class _Places(Page):
    """Places with region, pilots and barriers, each counted by what this reader may see."""

    model = Place

    def get_queryset(self) -> QuerySet[Place]:
        user = self.request.user
        pilots = at_each_place(Pilot.objects.visible_to(user))
        barriers = at_each_place(Barrier.objects.visible_to(user))
        return Place.objects.visible_to(user).annotate(
            region_name=region_name(),
            pilots_seen=PilotsInShort(pilots, shown=MOST_PILOTS, limit=MOST_COUNTED),
            barrier_count=UpTo(barriers, MOST_COUNTED),
        )


class _PlacesChosen(PlaceFilter):
    """Those that match. Where others are listed as well, each says whether it is in the record."""

    @property
    def qs(self) -> QuerySet[Place]:
        rows = super().qs
        if not self.is_whole:
            return rows
        recorded = ExpressionWrapper(in_the_record(self.user), output_field=BooleanField())
        return rows.annotate(recorded=recorded)


def taken_away(user: Any, day: dt.date | None = None) -> QuerySet[Place]:
    """The same places for a file: names in full, counts to the last one; as at ``day``.

    A place that has ended keeps its last code.
    """
    then = holding(day or timezone.localdate())
    pilots = at_each_place(Pilot.objects.visible_to(user))
    barriers = at_each_place(Barrier.objects.visible_to(user))
    code = codes_on(day or timezone.localdate()).filter(place=OuterRef("pk"))
    names = PlaceName.objects.filter(place=OuterRef("pk")).exclude(name=OuterRef("name"))
    called = PlaceName.objects.filter(then, place=OuterRef("pk"), kind=PlaceName.Kind.PLAIN)
    topics = pilots.filter(topics__isnull=False).order_by("topics__name")
    return Place.objects.visible_to(user).annotate(
        region_name=region_name(),
        name_then=Subquery(called.values("name")[:1]),
        code=Subquery(code.values("code")[:1]),
        also_called=ArraySubquery(names.order_by("kind", "id").values("name")),
        pilot_names=ArraySubquery(pilots.order_by("sort_key", "id").values("name")),
        pilot_count=UpTo(pilots),
        topic_names=ArraySubquery(topics.values("topics__name").distinct()),
        barrier_count=UpTo(barriers),
        open_count=UpTo(barriers.open()),
        not_known_count=UpTo(barriers.filter(status=Barrier.Status.NOT_KNOWN)),
    )


def pilots_with_topics(user: Any, ids: list[int]) -> dict[int, Pilot]:
    """These pilots by id, each with ``topic_names``, in one query."""
    names = PilotTopic.objects.filter(pilot=OuterRef("pk")).order_by("topic__name")
    seen = Pilot.objects.visible_to(user).filter(pk__in=ids)
    read = seen.only("name", "slug", "status")
    rows = read.annotate(topic_names=ArraySubquery(names.values("topic__name")))
    return {pilot.pk: pilot for pilot in rows}


def _rows(
    user: Any, places: list[Place], day: dt.date | None, figures: Mapping[int, InShort]
) -> list[PlaceRow]:
    ids = [pk for place in places for pk in place.pilots_seen["ids"] or ()]
    pilots = pilots_with_topics(user, ids)
    dates = standing(places, timezone.localdate(), day)
    return [_row(place, pilots, dates[place.pk], figures[place.pk]) for place in places]


def _row(place: Place, pilots: dict[int, Pilot], dates: Standing, figures: InShort) -> PlaceRow:
    seen = place.pilots_seen
    shown = [pilots[pk] for pk in seen["ids"] or () if pk in pilots]
    return PlaceRow(
        place=place,
        pilots=shown,
        more_pilots=seen["count"] - len(shown),
        statuses=[label for key, label in Pilot.Status.choices if key in (seen["statuses"] or ())],
        barriers=up_to(place.barrier_count, MOST_COUNTED),
        standing=dates,
        in_record=getattr(place, "recorded", True),
        figures=figures,
    )


def _localities(user: Any, typed: str) -> list[Found]:
    """One more than are shown, to know whether there are more."""
    return found_in(user, typed, MOST_LOCALITIES + 1, timezone.localdate()) if typed else []


def _near(user: Any, chosen: PlaceFilter) -> list[Place]:
    text = chosen.typed_name
    alone = text and len(chosen.chips) == 1
    real = of_the_country(Place.objects.visible_to(user), user)
    return list(real.spelt_like(text)[:NEAR]) if alone else []
