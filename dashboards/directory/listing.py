"""The directory of places: which places there are, what is tried there, what is in the way.

The tile map shows the same filters and rows as its list, one tile for a council.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.utils import timezone

from barriers.models import Barrier
from dashboards.directory.filters import PlaceFilter, in_the_record
from interface import paging
from interface.charts.tile_map import Area, TileMap, tile_map
from interface.paging import BoundedCount, Page, Sort, up_to
from interface.words import capitalised
from partnerships.england.table import TABLE
from partnerships.locality.subject import found_in, missing_postcode
from partnerships.models import Place, PlaceCode, PlaceName, PlaceReach
from partnerships.place.list_dates import Standing, region_name, standing
from partnerships.place.models.place import holding
from partnerships.search import Found
from partnerships.subqueries import PilotsInShort, UpTo, at_each_place
from pilots.models import Pilot, PilotTopic
from records.addresses import address

SORTS = (Sort("name", "sort_key"),)
PAGE = 30
MOST_PILOTS = 3
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

    @property
    def name(self) -> str:
        """Its name on the day that was asked for, else that of today."""
        return self.standing.name or self.place.name

    @property
    def later_name(self) -> str:
        """Its name of today, where the list shows an older one."""
        return self.place.name if self.name != self.place.name else ""

    @property
    def pilot_words(self) -> str:
        """How many pilots there are: "12 pilots", "more than 1,000 pilots"."""
        return up_to(len(self.pilots) + self.more_pilots, MOST_COUNTED).words("pilot")

    @property
    def barrier_words(self) -> str:
        """How many barriers there are."""
        return self.barriers.words("barrier")


@dataclass(frozen=True)
class Directory:
    """One page of the list. ``near`` are places spelt nearly so, when nothing was found.

    ``localities`` are towns, wards and postcodes called so, each with its council;
    ``postcode_words`` says what is wrong with a postcode that no list has.
    """

    filter: PlaceFilter
    page: Page
    rows: list[PlaceRow]
    count: BoundedCount
    near: list[Place]
    localities: list[Found]
    postcode_words: str

    @property
    def words(self) -> str:
        """How many places match."""
        counted = self.count.words("place")
        return capitalised(counted)

    @property
    def narrowed(self) -> bool:
        """Whether filters beside the name are in use."""
        return len(self.filter.chips) > bool(self.filter.typed_name)


def build(user: Any, params: Mapping[str, Any]) -> Directory:
    """The page that these parameters ask for."""
    chosen = PlaceFilter(params, listed(user), user=user)
    matching = found = chosen.qs
    if chosen.is_whole:
        recorded = ExpressionWrapper(in_the_record(user), output_field=BooleanField())
        found = found.annotate(recorded=recorded)
    page = paging.page(found, params, SORTS, size=PAGE)
    localities = _localities(user, chosen.typed_name)
    most = MOST_ASKED if chosen.asks_each_place else MOST_PLACES
    return Directory(
        filter=chosen,
        page=page,
        rows=_rows(user, page.rows, chosen.day),
        count=paging.bounded_count(matching, most),
        near=[] if page.rows or localities else _near(user, chosen),
        localities=localities,
        postcode_words="" if localities else missing_postcode(chosen.typed_name),
    )


def listed(user: Any) -> QuerySet[Place]:
    """Places with region, pilots and barriers, each counted by what this reader may see."""
    pilots = at_each_place(Pilot.objects.visible_to(user))
    barriers = at_each_place(Barrier.objects.visible_to(user))
    return Place.objects.visible_to(user).annotate(
        region_name=region_name(),
        pilots_seen=PilotsInShort(pilots, shown=MOST_PILOTS, limit=MOST_COUNTED),
        barrier_count=UpTo(barriers, MOST_COUNTED),
    )


def taken_away(user: Any, day: dt.date | None = None) -> QuerySet[Place]:
    """The same places for a file: names in full, counts to the last one; as at ``day``."""
    then = holding(day or timezone.localdate())
    pilots = at_each_place(Pilot.objects.visible_to(user))
    barriers = at_each_place(Barrier.objects.visible_to(user))
    code = PlaceCode.objects.filter(then, place=OuterRef("pk"), scheme="gss")
    called = PlaceName.objects.filter(then, place=OuterRef("pk"), kind=PlaceName.Kind.PLAIN)
    topics = pilots.filter(topics__isnull=False).order_by("topics__name")
    return Place.objects.visible_to(user).annotate(
        region_name=region_name(),
        name_then=Subquery(called.values("name")[:1]),
        code=Subquery(code.values("code")[:1]),
        pilot_names=ArraySubquery(pilots.order_by("sort_key", "id").values("name")),
        pilot_count=UpTo(pilots),
        topic_names=ArraySubquery(topics.values("topics__name").distinct()),
        barrier_count=UpTo(barriers),
        open_count=UpTo(barriers.open()),
    )


def pilots_with_topics(user: Any, ids: list[int]) -> dict[int, Pilot]:
    """These pilots by id, each with ``topic_names``, in one query."""
    names = PilotTopic.objects.filter(pilot=OuterRef("pk")).order_by("topic__name")
    seen = Pilot.objects.visible_to(user).filter(pk__in=ids)
    read = seen.only("name", "slug", "status")
    rows = read.annotate(topic_names=ArraySubquery(names.values("topic__name")))
    return {pilot.pk: pilot for pilot in rows}


def _rows(user: Any, places: list[Place], day: dt.date | None) -> list[PlaceRow]:
    ids = [pk for place in places for pk in place.pilots_seen["ids"] or ()]
    pilots = pilots_with_topics(user, ids)
    dates = standing(places, timezone.localdate(), day)
    return [_row(place, pilots, dates[place.pk]) for place in places]


def _row(place: Place, pilots: dict[int, Pilot], dates: Standing) -> PlaceRow:
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
    )


def _localities(user: Any, typed: str) -> list[Found]:
    return found_in(user, typed, MOST_LOCALITIES, timezone.localdate()) if typed else []


def _near(user: Any, chosen: PlaceFilter) -> list[Place]:
    text = chosen.typed_name
    alone = text and len(chosen.chips) == 1
    return list(Place.objects.visible_to(user).spelt_like(text)[:NEAR]) if alone else []


LAYOUT = Path(TABLE).with_name("tiles.csv")
# Areas without a tile of their own that are shown through the councils within them.
SHOWN_BY_PARTS = (Place.Kind.COUNTY, Place.Kind.CUSTOM)


@lru_cache(maxsize=1)
def layout() -> dict[str, tuple[int, int, str]]:
    """Column, row and region of the tile of each code."""
    with LAYOUT.open(encoding="utf-8") as file:
        return {
            line["gss_code"]: (int(line["column"]), int(line["row"]), line["region"])
            for line in csv.DictReader(file)
        }


def tiles_of(user: Any, directory: Directory) -> TileMap | None:
    """The map of what the directory lists; None where none of the councils is loaded."""
    tiles = layout()
    codes = PlaceCode.objects.filter(scheme="gss", valid_to=None, code__in=list(tiles))
    placed = codes.order_by("place_id", "id").values_list(
        "place_id", "code", "place__name", "place__slug"
    )
    councils = {pk: (code, name, slug) for pk, code, name, slug in placed}
    chosen = directory.filter.of(Place.objects.visible_to(user))
    wanted = chosen.filter(Q(pk__in=list(councils)) | Q(kind__in=SHOWN_BY_PARTS))
    counts = _counted(user, wanted, list(councils))
    areas = []
    for pk, (code, name, slug) in councils.items():
        column, row, region = tiles[code]
        count, is_part = counts[pk]
        url = address("place", slug)
        areas.append(Area(name, region, column, row, count=count, url=url, part=is_part))
    return tile_map("map", "Councils of England that match the filters", areas)


def _counted(
    user: Any, wanted: QuerySet[Place], councils: list[int]
) -> dict[int, tuple[int | None, bool]]:
    """Of each council the pilots in it, None where it does not match; whether it is a part of an
    area that does. One query."""
    if wanted.query.is_empty():
        return dict.fromkeys(councils, (None, False))
    pilots = at_each_place(Pilot.objects.visible_to(user))
    areas = wanted.filter(kind__in=SHOWN_BY_PARTS).order_by().values("pk")
    reach = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__in=areas)
    matches = When(pk__in=wanted.order_by().values("pk"), then=UpTo(pilots, MOST_COUNTED))
    rows = Place.objects.filter(pk__in=councils).annotate(
        count=Case(matches, default=None), is_part=Exists(reach)
    )
    return {pk: (count, part) for pk, count, part in rows.values_list("pk", "count", "is_part")}
